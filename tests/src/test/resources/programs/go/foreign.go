// Go that calls C, C that calls back, threads that C makes, and memory of both.
package main

/*
#cgo LDFLAGS: -lm
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point { double x, y; int tag; };
static double length(struct point p) { return sqrt(p.x * p.x + p.y * p.y); }
static int fails(int code) { errno = code; return -1; }
extern int callback(int);
static int twice(int n) { return n == 0 ? 0 : callback(n - 1) + 2; }
static void *work(void *argument) { *(long *) argument = callback((int) *(long *) argument); return NULL; }
static long threads(int n) {
    pthread_t all[16];
    long values[16], sum = 0;
    for (int i = 0; i < n; i++) { values[i] = i; pthread_create(&all[i], NULL, work, &values[i]); }
    for (int i = 0; i < n; i++) { pthread_join(all[i], NULL); sum += values[i]; }
    return sum;
}
static void say(const char *text) { printf("C says %s\n", text); fflush(stdout); }
*/
import "C"

import (
	"fmt"
	"runtime"
	"sync"
	"unsafe"
)

//export callback
func callback(n C.int) C.int {
	if n > 0 && n%10 == 0 {
		runtime.GC()
	}
	return C.twice(n / 2)
}

func main() {
	fmt.Println(C.length(C.struct_point{x: 3, y: 4}), C.sin(0.5), C.pow(2, 0.5))
	_, err := C.fails(2)
	fmt.Println(err)
	fmt.Println(C.twice(1000))
	text := C.CString("hello from Go")
	C.say(text)
	fmt.Println(C.GoString(text), C.strlen(text), C.GoBytes(unsafe.Pointer(text), 5))
	C.free(unsafe.Pointer(text))
	fmt.Println(C.threads(16))
	var wg sync.WaitGroup
	results := make([]int, 20)
	for i := range results {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			results[i] = int(C.twice(C.int(i * 100)))
		}(i)
	}
	wg.Wait()
	fmt.Println(results)
	defer func() { fmt.Println(recover()) }()
	var none *C.struct_point
	fmt.Println(none.x)
}
