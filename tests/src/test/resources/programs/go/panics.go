// Ends in the way that its argument says, with Go's traceback; "recovered" survives them all.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
)

type shape interface{ area() float64 }
type square struct{ side float64 }

func (s *square) area() float64 { return s.side * s.side }

type failure struct{ code int }

func (f failure) Error() string { return fmt.Sprint("failure ", f.code) }

var (
	zero  int
	none  *square
	empty shape
	list  = []int{1, 2, 3}
	big   *[1 << 30]byte
)

//go:noinline
func nest(n int, f func()) {
	if n == 0 {
		f()
		return
	}
	nest(n-1, f)
}

//go:noinline
func endless(n int) int { return endless(n+1) + n }

var ways = []struct {
	name string
	end  func()
}{
	{"panic", func() { panic("a message") }},
	{"error", func() { panic(failure{7}) }},
	{"number", func() { panic(42.5) }},
	{"nil-read", func() { _ = none.area() }},
	{"nil-write", func() { none.side = 1 }},
	{"nil-far", func() { big[1<<29] = 1 }},
	{"nil-interface", func() { empty.area() }},
	{"nil-function", func() { var f func(); f() }},
	{"nil-map", func() { var m map[string]int; m["a"] = 1 }},
	{"divide", func() { fmt.Println(1 / zero) }},
	{"remainder", func() { fmt.Println(uint8(1) % uint8(zero)) }},
	{"index", func() { fmt.Println(list[len(list)+zero]) }},
	{"slice", func() { fmt.Println(list[3:][zero+1:]) }},
	{"slice-order", func() { fmt.Println(list[2+zero : 1+zero]) }},
	{"array", func() { _ = (*[5]int)(list) }},
	{"assertion", func() { var x any = "s"; fmt.Println(x.(int)) }},
	{"assertion-interface", func() { var x any = 3; fmt.Println(x.(shape)) }},
	{"closed", func() { c := make(chan int); close(c); c <- 1 }},
	{"close-twice", func() { c := make(chan int); close(c); close(c) }},
	{"negative-make", func() { _ = make([]int, zero-1) }},
	{"negative-shift", func() { fmt.Println(1 << (zero - 1)) }},
	{"unhashable", func() { m := map[any]int{}; m[list] = 1 }},
	{"uncomparable", func() { var a, b any = list, list; fmt.Println(a == b) }},
	{"wait-group", func() { var wg sync.WaitGroup; wg.Done() }},
	{"repeat", func() { strings.Repeat("x", zero-1) }},
	{"goexit", func() {
		done := make(chan bool)
		go func() { defer close(done); defer fmt.Println("deferred"); runtime.Goexit() }()
		<-done
	}},
}

func recovered() {
	for _, way := range ways {
		func() {
			defer func() {
				r := recover()
				_, isRuntime := r.(runtime.Error)
				fmt.Printf("%s: %v (%v)\n", way.name, r, isRuntime)
			}()
			nest(3, way.end)
		}()
	}
	defer func() {
		fmt.Println("outer", recover())
	}()
	defer func() {
		defer func() { fmt.Println("inner", recover()) }()
		panic("second")
	}()
	panic("first")
}

func main() {
	way := os.Args[1]
	debug.SetTraceback("single")
	switch way {
	case "recovered":
		recovered()
		for i := 0; i < 300; i++ {
			func() {
				defer func() { recover() }()
				ways[3+i%7].end()
			}()
		}
		return
	case "exit":
		defer fmt.Println("not printed")
		os.Exit(3)
	case "overflow":
		debug.SetMaxStack(1 << 20)
		endless(0)
	case "deadlock":
		<-make(chan int)
	case "unlock":
		var mu sync.Mutex
		mu.Unlock()
	case "nested":
		defer func() { panic(errors.New("while panicking")) }()
		panic("first")
	case "goroutine":
		go nest(2, ways[0].end)
		select {}
	case "all":
		debug.SetTraceback("all")
		nest(2, ways[3].end)
	case "main-goexit":
		runtime.Goexit()
	default:
		for _, w := range ways {
			if w.name == way {
				nest(3, w.end)
			}
		}
	}
}
