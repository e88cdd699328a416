// Goroutines, channels, select, timers, locks and contexts; every line it prints is the same each time.
package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

func primes(n int) []int {
	generate := func() chan int {
		c := make(chan int)
		go func() {
			for i := 2; ; i++ {
				c <- i
			}
		}()
		return c
	}
	filter := func(in chan int, p int) chan int {
		out := make(chan int)
		go func() {
			for i := range in {
				if i%p != 0 {
					out <- i
				}
			}
		}()
		return out
	}
	c := generate()
	var found []int
	for len(found) < n {
		p := <-c
		found = append(found, p)
		c = filter(c, p)
	}
	return found
}

func pipeline() int {
	const workers = 8
	jobs := make(chan int, 4)
	results := make(chan int)
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range jobs {
				if j%100 == 0 {
					runtime.Gosched()
				}
				results <- j * j
			}
		}()
	}
	go func() {
		for i := 1; i <= 1000; i++ {
			jobs <- i
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	sum := 0
	for r := range results {
		sum += r
	}
	return sum
}

func ring(n, turns int) int {
	first := make(chan int)
	in := first
	for i := 0; i < n; i++ {
		out := make(chan int)
		go func(in, out chan int) {
			for v := range in {
				out <- v + 1
			}
			close(out)
		}(in, out)
		in = out
	}
	v := 0
	for t := 0; t < turns; t++ {
		first <- v
		v = <-in
	}
	close(first)
	<-in
	return v
}

func locks() {
	var mu sync.Mutex
	var rw sync.RWMutex
	var counter, reads int64
	table := map[int]int{}
	var wg sync.WaitGroup
	for g := 0; g < 16; g++ {
		wg.Add(1)
		go func(g int) {
			defer wg.Done()
			for i := 0; i < 200; i++ {
				mu.Lock()
				counter++
				mu.Unlock()
				if i%10 == 0 {
					rw.Lock()
					table[g*1000+i] = i
					rw.Unlock()
				} else {
					rw.RLock()
					if table[g*1000+i/10*10] == i/10*10 {
						atomic.AddInt64(&reads, 1)
					}
					rw.RUnlock()
				}
			}
		}(g)
	}
	wg.Wait()
	fmt.Println("locks", counter, reads, len(table))

	cond := sync.NewCond(&mu)
	ready, woken := 0, 0
	for g := 0; g < 10; g++ {
		go func() {
			mu.Lock()
			ready++
			cond.Broadcast()
			for woken == 0 {
				cond.Wait()
			}
			woken++
			cond.Broadcast()
			mu.Unlock()
		}()
	}
	mu.Lock()
	for ready < 10 {
		cond.Wait()
	}
	woken = 1
	cond.Broadcast()
	for woken < 11 {
		cond.Wait()
	}
	mu.Unlock()
	fmt.Println("woken", woken)

	var once sync.Once
	calls := 0
	for i := 0; i < 5; i++ {
		wg.Add(1)
		go func() { defer wg.Done(); once.Do(func() { calls++ }) }()
	}
	wg.Wait()
	var shared sync.Map
	for i := 0; i < 50; i++ {
		wg.Add(1)
		go func(i int) { defer wg.Done(); shared.LoadOrStore(i%7, i%7*10) }(i)
	}
	wg.Wait()
	var keys []int
	shared.Range(func(k, v any) bool { keys = append(keys, k.(int)*100+v.(int)); return true })
	sort.Ints(keys)
	pool := sync.Pool{New: func() any { return new([64]byte) }}
	pool.Put(pool.Get())
	fmt.Println("once", calls, keys, len(pool.Get().(*[64]byte)))
}

func atomics() {
	var word uint32
	var long int64
	var value atomic.Value
	var pointer atomic.Pointer[string]
	text := "text"
	pointer.Store(&text)
	value.Store([]int{1, 2})
	var wg sync.WaitGroup
	for g := 0; g < 8; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < 500; i++ {
				for {
					old := atomic.LoadUint32(&word)
					if atomic.CompareAndSwapUint32(&word, old, old+3) {
						break
					}
				}
				atomic.AddInt64(&long, -2)
			}
		}()
	}
	wg.Wait()
	fmt.Println("atomics", word, long, value.Load(), *pointer.Load(), atomic.SwapInt64(&long, 9), long)
}

func timers() {
	begin := time.Now()
	var order []string
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, d := range []int{900, 300, 600} {
		wg.Add(1)
		d := d
		time.AfterFunc(time.Duration(d)*time.Millisecond, func() {
			mu.Lock()
			order = append(order, fmt.Sprint(d))
			mu.Unlock()
			wg.Done()
		})
	}
	wg.Wait()
	ticker := time.NewTicker(5 * time.Millisecond)
	ticks := 0
	for range ticker.C {
		if ticks++; ticks == 5 {
			ticker.Stop()
			break
		}
	}
	stopped := time.NewTimer(time.Hour)
	wasActive := stopped.Stop()
	elapsed := time.Since(begin)
	fmt.Println("timers", order, ticks, wasActive, elapsed >= 900*time.Millisecond, elapsed < 20*time.Second)
	select {
	case <-make(chan int):
		fmt.Println("never")
	case <-time.After(10 * time.Millisecond):
		fmt.Println("timeout")
	}
	select {
	case <-make(chan int):
	default:
		fmt.Println("default")
	}
}

func contexts() {
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), "key", "value"))
	done := make(chan error)
	go func() {
		<-ctx.Done()
		done <- ctx.Err()
	}()
	cancel()
	fmt.Println("context", <-done, ctx.Value("key"))
	ctx, cancel = context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	<-ctx.Done()
	fmt.Println("context", ctx.Err(), errors.Is(ctx.Err(), context.DeadlineExceeded))
}

func many() {
	const n = 10000
	start := make(chan struct{})
	var sum int64
	var wg sync.WaitGroup
	for i := 0; i < n; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			<-start
			atomic.AddInt64(&sum, int64(i))
		}(i)
	}
	for runtime.NumGoroutine() < n {
		runtime.Gosched()
	}
	close(start)
	wg.Wait()
	fmt.Println("many", sum)
}

func lockedThreads() {
	var wg sync.WaitGroup
	total := make([]int, 6)
	for i := range total {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			for j := 0; j < 50; j++ {
				total[i] += j
				runtime.Gosched()
			}
		}(i)
	}
	wg.Wait()
	fmt.Println("threads", total)
}

// A loop without calls gives way only to a signal.
func preemption() {
	old := runtime.GOMAXPROCS(1)
	var stop, spun uint32
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			x := uint32(1)
			for atomic.LoadUint32(&stop) == 0 {
				x = x*1664525 + 1013904223
			}
			atomic.AddUint32(&spun, 1|x&0)
		}()
	}
	time.Sleep(20 * time.Millisecond)
	atomic.StoreUint32(&stop, 1)
	wg.Wait()
	runtime.GOMAXPROCS(old)
	fmt.Println("preempted", spun)
}

func main() {
	fmt.Println("primes", primes(40))
	fmt.Println("pipeline", pipeline())
	fmt.Println("ring", ring(100, 20))
	locks()
	atomics()
	timers()
	contexts()
	many()
	lockedThreads()
	preemption()
	fmt.Println("cpus", runtime.NumCPU() > 0, runtime.GOOS, runtime.GOARCH, runtime.Compiler)
}
