// Signals that are caught, ignored, sent to itself, and the one that ends it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	caught := make(chan os.Signal, 10)
	signal.Notify(caught, syscall.SIGUSR1, syscall.SIGHUP, syscall.SIGTERM)
	self, _ := os.FindProcess(os.Getpid())
	for _, s := range []syscall.Signal{syscall.SIGUSR1, syscall.SIGHUP, syscall.SIGTERM, syscall.SIGUSR1} {
		fmt.Println(self.Signal(s))
		fmt.Println(<-caught)
	}
	signal.Ignore(syscall.SIGHUP)
	fmt.Println(signal.Ignored(syscall.SIGHUP), syscall.Kill(os.Getpid(), syscall.SIGHUP))
	signal.Stop(caught)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGUSR2)
	syscall.Kill(os.Getpid(), syscall.SIGUSR2)
	<-ctx.Done()
	stop()
	fmt.Println(ctx.Err(), len(caught))

	var limits syscall.Rlimit
	fmt.Println(syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limits), limits.Cur > 10)
	var usage syscall.Rusage
	fmt.Println(syscall.Getrusage(syscall.RUSAGE_SELF, &usage), usage.Maxrss > 0)

	go func() {
		for {
		}
	}()
	syscall.Kill(os.Getpid(), syscall.SIGTERM)
	time.Sleep(20 * time.Second)
}
