// The garbage collector under load, finalizers, growing stacks, memory maps.
package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
	"unsafe"
)

type node struct {
	left, right *node
	payload     [24]byte
}

func tree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{left: tree(depth - 1), right: tree(depth - 1)}
}

func (n *node) count() int {
	if n == nil {
		return 0
	}
	return 1 + n.left.count() + n.right.count()
}

var sink []byte

func deep(n int, filler [16]int) int {
	if n == 0 {
		return filler[3]
	}
	filler[n%16] = n
	return deep(n-1, filler) + filler[n%16] - n
}

func main() {
	kept := tree(14)
	total := 0
	for i := 0; i < 12; i++ {
		total += tree(11).count()
	}
	fmt.Println("trees", kept.count(), total)

	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	before := stats.TotalAlloc
	collections := stats.NumGC
	for i := 0; i < 2048; i++ {
		sink = make([]byte, 1<<20)
		sink[i] = 1
	}
	runtime.ReadMemStats(&stats)
	fmt.Println("gigabytes", (stats.TotalAlloc-before)>>30, stats.NumGC-collections > 5, stats.HeapAlloc < 1<<30,
		stats.Sys < 2<<30, stats.HeapSys >= stats.HeapInuse, stats.Mallocs > stats.Frees)

	old := debug.SetGCPercent(20)
	text := map[string][]byte{}
	for i := 0; i < 20000; i++ {
		text[fmt.Sprint(i%2000)] = bytes.Repeat([]byte{byte(i)}, i%300)
	}
	size := 0
	for _, v := range text {
		size += len(v)
	}
	fmt.Println("map", len(text), size, old, debug.SetGCPercent(old))
	debug.SetMemoryLimit(100 << 20)
	debug.FreeOSMemory()

	finalized := make(chan int, 100)
	for i := 0; i < 100; i++ {
		n := &node{}
		n.payload[0] = byte(i)
		runtime.SetFinalizer(n, func(n *node) { finalized <- int(n.payload[0]) })
	}
	sum := 0
	for i := 0; i < 100; {
		runtime.GC()
		select {
		case v := <-finalized:
			sum += v
			i++
		case <-time.After(50 * time.Millisecond):
		}
	}
	fmt.Println("finalized", sum)

	results := make(chan int)
	for g := 0; g < 4; g++ {
		go func(g int) { results <- deep(20000+g, [16]int{3: 7}) }(g)
	}
	for g := 0; g < 4; g++ {
		fmt.Print(<-results, " ")
	}
	fmt.Println("deep")

	page := os.Getpagesize()
	memory, err := syscall.Mmap(-1, 0, 4*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	fmt.Println("mmap", len(memory), err)
	*(*uint64)(unsafe.Pointer(&memory[page-4])) = 0x1122334455667788
	fmt.Printf("%x\n", memory[page-4:page+4])
	fmt.Println(syscall.Mprotect(memory[:page], syscall.PROT_READ))
	debug.SetPanicOnFault(true)
	func() {
		defer func() {
			r := recover().(runtime.Error)
			address := r.(interface{ Addr() uintptr }).Addr()
			fmt.Println(r, address == uintptr(unsafe.Pointer(&memory[1])))
		}()
		memory[1] = 1
	}()
	fmt.Println(syscall.Munmap(memory))

	file, _ := os.CreateTemp("", "mapped")
	defer os.Remove(file.Name())
	file.Truncate(8192)
	shared, err := syscall.Mmap(int(file.Fd()), 0, 8192, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	fmt.Println("shared", err)
	copy(shared[4090:], "across pages")
	read := make([]byte, 12)
	file.ReadAt(read, 4090)
	fmt.Printf("%s\n", read)
	file.WriteAt([]byte("written"), 100)
	fmt.Printf("%s\n", shared[100:107])
	fmt.Println(syscall.Munmap(shared))
	runtime.KeepAlive(kept)
}
