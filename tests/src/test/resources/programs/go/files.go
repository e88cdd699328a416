// Files, directories, standard input, environment and arguments.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"syscall"
	"time"
)

func check(what string, err error) {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		fmt.Println(what, path.Op, path.Err)
	case errors.As(err, &link):
		fmt.Println(what, link.Op, link.Err)
	default:
		fmt.Println(what, err)
	}
}

func main() {
	reader := bufio.NewReader(os.Stdin)
	lines := 0
	for {
		line, err := reader.ReadString('\n')
		fmt.Printf("%q\n", line)
		if err != nil {
			fmt.Println(lines, err)
			break
		}
		lines++
	}
	fmt.Println(len(os.Args), os.Args[1:], os.Getenv("LANG"), os.Getenv("MISSING"))

	folder, err := os.MkdirTemp("", "files")
	check("temporary", err)
	defer os.RemoveAll(folder)
	check("chdir", os.Chdir(folder))
	where, _ := os.Getwd()
	fmt.Println(where == folder)

	check("write", os.WriteFile("a.txt", []byte("hello\n"), 0o640))
	data, err := os.ReadFile("a.txt")
	fmt.Printf("%q %v\n", data, err)
	_, err = os.ReadFile("missing")
	check("read", err)
	fmt.Println(errors.Is(err, fs.ErrNotExist), os.IsNotExist(err))
	check("mkdir", os.MkdirAll("x/y/z", 0o755))
	check("mkdir again", os.Mkdir("x", 0o755))
	check("remove", os.Remove("x"))
	check("rename", os.Rename("a.txt", "x/b.txt"))
	check("rename missing", os.Rename("a.txt", "x/c.txt"))
	check("symlink", os.Symlink("b.txt", "x/link"))
	target, err := os.Readlink("x/link")
	fmt.Println(target, err)
	check("link", os.Link("x/b.txt", "x/hard"))
	info, err := os.Stat("x/link")
	fmt.Println(info.Name(), info.Size(), info.Mode(), info.IsDir(), err, info.Sys().(*syscall.Stat_t).Nlink)
	info, _ = os.Lstat("x/link")
	fmt.Println(info.Mode())
	stamp := time.Unix(1234567890, 123456789)
	check("chtimes", os.Chtimes("x/b.txt", stamp, stamp))
	info, _ = os.Stat("x/hard")
	fmt.Println(info.ModTime().UTC())
	check("chmod", os.Chmod("x/b.txt", 0o604))
	check("truncate", os.Truncate("x/b.txt", 3))

	file, err := os.OpenFile("x/b.txt", os.O_RDWR|os.O_APPEND, 0)
	check("open", err)
	n, err := file.WriteString("added")
	fmt.Println(n, err)
	_, err = file.WriteAt([]byte("x"), 0)
	check("write at", err)
	at, err := file.Seek(-3, io.SeekEnd)
	rest, _ := io.ReadAll(file)
	fmt.Println(at, err, string(rest))
	check("close", file.Close())
	check("close again", file.Close())
	_, err = os.OpenFile("x/b.txt", os.O_CREATE|os.O_EXCL, 0o600)
	check("exclusive", err)

	for i := 0; i < 150; i++ {
		os.WriteFile(fmt.Sprintf("x/y/%03d", i), bytes.Repeat([]byte{'.'}, i), 0o600)
	}
	entries, err := os.ReadDir("x/y")
	fmt.Println(len(entries), entries[0].Name(), entries[149].Name(), entries[150].IsDir(), err)
	var walked []string
	var total int64
	filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if !strings.HasPrefix(path, "x/y/") {
			walked = append(walked, path)
		} else if i, err := d.Info(); err == nil && !d.IsDir() {
			total += i.Size()
		}
		return err
	})
	sort.Strings(walked)
	fmt.Println(walked, total)
	matches, _ := filepath.Glob("x/y/01?")
	fmt.Println(matches)
	stream, err := fs.ReadFile(os.DirFS("x"), "y/003")
	fmt.Println(string(stream), err)

	out, _ := os.Create("copy")
	in, _ := os.Open("x/y/149")
	copied, err := io.Copy(out, in)
	fmt.Println(copied, err)
	in.Close()
	out.Close()

	r, w, err := os.Pipe()
	check("pipe", err)
	go func() {
		for i := 0; i < 5000; i++ {
			fmt.Fprintf(w, "line %d of a pipe that is full now and then\n", i)
		}
		w.Close()
	}()
	scanner := bufio.NewScanner(r)
	length := 0
	for scanner.Scan() {
		length += len(scanner.Text())
	}
	fmt.Println(length, scanner.Err())
	r.SetReadDeadline(time.Now().Add(-time.Second))
	_, err = r.Read(make([]byte, 1))
	check("end", err)
	r2, w2, _ := os.Pipe()
	check("deadline", r2.SetReadDeadline(time.Now().Add(20*time.Millisecond)))
	_, err = r2.Read(make([]byte, 1))
	fmt.Println(errors.Is(err, os.ErrDeadlineExceeded))
	w2.Close()

	host, err := os.Hostname()
	fmt.Println(host != "", err, os.Getpid() > 0, os.Getpagesize())
	exe, err := os.Executable()
	fmt.Println(filepath.IsAbs(exe), err)
	check("setenv", os.Setenv("NAME", "value"))
	fmt.Println(os.ExpandEnv("$NAME ${NAME}s"))
	fmt.Fprintln(os.Stderr, "to standard error")
	_, err = os.Stdout.Seek(0, io.SeekCurrent)
	fmt.Println(err == nil)
	null, _ := os.OpenFile("/dev/null", os.O_RDWR, 0)
	fmt.Fprintln(null, "gone")
	zero, _ := os.Open("/dev/zero")
	eight := make([]byte, 8)
	io.ReadFull(zero, eight)
	fmt.Println(eight)
}
