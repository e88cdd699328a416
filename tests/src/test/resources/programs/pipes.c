#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
static void result(const char *what, long r) { printf("%s: %ld %s\n", what, r, r < 0 ? strerror(errno) : "ok"); }
static char b[200000], c[200000];
static volatile int caught, code;
static void noted(int sig, siginfo_t *info, void *context) { caught = sig; code = info->si_code; }
static void *writes(void *fd) { usleep(20000); (void)!write(*(int *)fd, "late", 4); return NULL; }
static int avail(int fd) { int n = -1; ioctl(fd, FIONREAD, &n); return n; }
int main(void)
{
    /* standard output may be a file, and is not to meet the limit of their size */
    static char kept[1 << 17];
    setvbuf(stdout, kept, _IOFBF, sizeof kept);
    struct sigaction action = {.sa_sigaction = noted, .sa_flags = SA_SIGINFO};
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
    for (int i = 0; i < sizeof b; i++) b[i] = i * 7;
    int p[2], q[2];
    result("flags", pipe2(p, 1));
    result("pointer", pipe2((int *)8, 0));
    pipe2(p, O_NONBLOCK);
    printf("fl %x %x fd %d size %d\n", fcntl(p[0], F_GETFL), fcntl(p[1], F_GETFL), fcntl(p[0], F_GETFD), fcntl(p[0], F_GETPIPE_SZ));
    result("read end", write(p[0], b, 1));
    result("write end", read(p[1], b, 1));
    result("empty", read(p[0], b, 1));
    result("much", write(p[1], b, 70000));
    result("full", write(p[1], b, 1));
    printf("avail %d\n", avail(p[0]));
    result("shrink busy", fcntl(p[1], F_SETPIPE_SZ, 4096));
    result("grow", fcntl(p[1], F_SETPIPE_SZ, 131072));
    result("more", write(p[1], b, 70000));
    result("read", read(p[0], c, 100000));
    printf("same %d\n", memcmp(b, c, 65536) == 0 && memcmp(b, c + 65536, 34464) == 0);
    result("5000", fcntl(p[1], F_SETPIPE_SZ, 5000));
    while (read(p[0], c, sizeof c) > 0);
    result("5000", fcntl(p[1], F_SETPIPE_SZ, 5000));
    result("0", fcntl(p[1], F_SETPIPE_SZ, 0));
    result("-1", fcntl(p[1], F_SETPIPE_SZ, -1));
    result("get", fcntl(p[1], F_GETPIPE_SZ));
    result("on file", fcntl(open("/dev/null", O_RDONLY), F_GETPIPE_SZ));
    result("zero bytes", write(p[1], b, 0));
    result("zero read", read(p[0], b, 0));
    result("bad buffer", write(p[1], (void *)8, 10));
    write(p[1], "abc", 3);
    result("bad read", read(p[0], (void *)8, 10));
    printf("avail %d\n", avail(p[0]));
    result("seek", lseek(p[0], 0, SEEK_CUR));
    result("pread", pread(p[0], b, 1, 0));
    result("ftruncate", ftruncate(p[1], 0));
    result("fsync", fsync(p[1]));
    result("fallocate", posix_fallocate(p[1], 0, 10));
    result("mmap", mmap(NULL, 4096, PROT_READ, MAP_SHARED, p[0], 0) == MAP_FAILED ? -1 : 0);
    struct stat st;
    fstat(p[0], &st);
    printf("mode %o size %ld blksize %ld\n", st.st_mode, st.st_size, st.st_blksize);
    close(p[0]);
    result("no reader", write(p[1], b, 1));
    printf("caught %d code %d\n", caught, code);
    close(p[1]);
    /* writes up to 4096 are whole */
    pipe2(p, O_NONBLOCK);
    int total = 0, n;
    while ((n = write(p[1], b, 4000)) > 0) total += n;
    printf("atomic %d\n", total);
    read(p[0], c, 4096);
    result("4000", write(p[1], b, 4000));
    close(p[0]); close(p[1]);
    /* packets */
    result("packets", pipe2(p, O_DIRECT | O_NONBLOCK));
    printf("fl %x\n", fcntl(p[1], F_GETFL));
    write(p[1], "one", 3); write(p[1], "second", 6); write(p[1], b, 5000);
    printf("avail %d\n", avail(p[0]));
    result("first", read(p[0], c, 100));
    result("short", read(p[0], c, 2));
    result("large", read(p[0], c, 10000));
    result("rest", read(p[0], c, 10000));
    result("none", read(p[0], c, 10000));
    for (n = 0; write(p[1], "x", 1) == 1; n++);
    printf("packets %d\n", n);
    close(p[0]); close(p[1]);
    /* splicing */
    int file = open("file", O_RDWR | O_CREAT | O_TRUNC, 0600), other = open("other", O_RDWR | O_CREAT | O_TRUNC, 0600);
    write(file, b, 100000);
    lseek(file, 0, SEEK_SET);
    pipe(p); pipe(q);
    loff_t off = 10;
    result("file to pipe", splice(file, &off, p[1], NULL, 1000, 0));
    printf("off %ld pos %ld avail %d\n", off, lseek(file, 0, SEEK_CUR), avail(p[0]));
    result("file to pipe", splice(file, NULL, p[1], NULL, 500, 0));
    printf("pos %ld\n", lseek(file, 0, SEEK_CUR));
    result("tee", tee(p[0], q[1], 800, 0));
    printf("avail %d %d\n", avail(p[0]), avail(q[0]));
    result("tee same", tee(p[0], p[1], 800, 0));
    result("tee file", tee(file, q[1], 800, 0));
    result("pipe to pipe", splice(p[0], NULL, q[1], NULL, 1500, 0));
    printf("avail %d %d\n", avail(p[0]), avail(q[0]));
    off = 5;
    result("pipe to file", splice(q[0], NULL, other, &off, 5000, 0));
    printf("off %ld size %ld\n", off, lseek(other, 0, SEEK_END));
    pread(other, c, 2300, 0);
    printf("same %d %d\n", memcmp(c + 5, b + 10, 800), memcmp(c + 805, b + 10, 1000));
    result("pipe to file", splice(p[0], NULL, other, NULL, 5000, SPLICE_F_NONBLOCK));
    result("two files", splice(file, NULL, other, NULL, 5, 0));
    result("pipe offset", splice(p[0], &off, other, NULL, 5, 0));
    result("same pipe", splice(p[0], NULL, p[1], NULL, 5, 0));
    result("length 0", splice(file, NULL, p[1], NULL, 0, 0));
    result("flags", splice(file, NULL, p[1], NULL, 5, 0x100));
    result("bad fd", splice(file, NULL, 999, NULL, 5, 0));
    lseek(file, 0, SEEK_END);
    result("at the end", splice(file, NULL, p[1], NULL, 5, 0));
    int append = open("other", O_WRONLY | O_APPEND);
    write(p[1], "abc", 3);
    result("append", splice(p[0], NULL, append, NULL, 3, 0));
    struct iovec v[2] = {{"hello ", 6}, {"world", 5}};
    result("vmsplice", vmsplice(p[1], v, 2, 0));
    n = read(p[0], c, 100);
    printf("%d %.11s\n", n, c + 3);
    write(p[1], "take this", 9);
    v[0].iov_base = c; v[0].iov_len = 4; v[1].iov_base = c + 4; v[1].iov_len = 100;
    result("vmsplice out", vmsplice(p[0], v, 2, 0));
    printf("%.9s\n", c);
    result("vmsplice file", vmsplice(file, v, 2, 0));
    lseek(file, 0, SEEK_SET);
    off = 7;
    result("sendfile", sendfile(other, file, &off, 100));
    result("sendfile pipe", sendfile(p[1], file, NULL, 3000));
    printf("pos %ld avail %d\n", lseek(file, 0, SEEK_CUR), avail(p[0]));
    result("sendfile from pipe", sendfile(other, p[0], NULL, 10));
    result("sendfile append", sendfile(append, file, NULL, 10));
    result("sendfile bad", sendfile(999, file, NULL, 10));
    off = -1;
    result("sendfile negative", sendfile(other, file, &off, 10));
    off = 0;
    loff_t to = 50;
    result("copy", copy_file_range(file, &off, other, &to, 1000, 0));
    printf("%ld %ld\n", off, to);
    result("copy flags", copy_file_range(file, &off, other, &to, 10, 1));
    off = 0; to = 10;
    result("copy overlap", copy_file_range(file, &off, file, &to, 100, 0));
    result("copy pipe", copy_file_range(file, NULL, p[1], NULL, 100, 0));
    off = 1000000;
    result("copy at end", copy_file_range(file, &off, other, NULL, 100, 0));
    pthread_t thread;
    while (avail(p[0]) > 0) read(p[0], c, sizeof c);
    pthread_create(&thread, NULL, writes, &p[1]);
    result("waits", splice(p[0], NULL, other, NULL, 100, 0));
    pthread_join(thread, NULL);
    /* file size limit */
    struct rlimit limit = {1000, RLIM_INFINITY};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = 1000;
    setrlimit(RLIMIT_FSIZE, &limit);
    int small = open("small", O_RDWR | O_CREAT | O_TRUNC, 0600);
    caught = 0;
    result("below", write(small, b, 900));
    result("crosses", write(small, b, 900));
    printf("caught %d\n", caught);
    result("beyond", write(small, b, 1));
    printf("caught %d\n", caught); caught = 0;
    result("pwrite", pwrite(small, b, 10, 2000));
    printf("caught %d\n", caught); caught = 0;
    result("ftruncate", ftruncate(small, 2000));
    printf("caught %d\n", caught); caught = 0;
    result("truncate", truncate("small", 2000));
    printf("caught %d\n", caught); caught = 0;
    result("fallocate", fallocate(small, 0, 0, 2000));
    printf("caught %d\n", caught); caught = 0;
    result("pipe", write(p[1], b, 2000));
    limit.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_FSIZE, &limit);
    /* eventfd */
    int event = eventfd(3, EFD_SEMAPHORE | EFD_NONBLOCK);
    uint64_t value = 0;
    for (int i = 0; i < 4; i++) { n = read(event, &value, 8); printf("%d %lu\n", n, value); }
    value = -1;
    result("all ones", write(event, &value, 8));
    value = -2;
    result("largest", write(event, &value, 8));
    value = 1;
    result("overflow", write(event, &value, 8));
    value = 0;
    result("zero", write(event, &value, 8));
    result("short", write(event, &value, 7));
    result("short read", read(event, &value, 7));
    result("seek", lseek(event, 0, SEEK_SET));
    result("flags", eventfd(0, 2));
    /* vectors */
    lseek(file, 0, SEEK_SET);
    struct iovec many[3] = {{c, 10}, {NULL, 0}, {c + 10, 20}};
    result("readv", readv(file, many, 3));
    result("readv -1", readv(file, many, -1));
    result("readv 1025", readv(file, many, 1025));
    many[1].iov_len = -1;
    result("readv length", readv(file, many, 3));
    many[1].iov_len = 0;
    result("preadv2", syscall(SYS_preadv2, file, many, 3, (long)5, 0, 0));
    result("preadv2 -1", syscall(SYS_preadv2, file, many, 3, (long)-1, 0, 0));
    result("preadv2 flags", syscall(SYS_preadv2, file, many, 3, (long)5, 0, 0x1000));
    lseek(file, 0, SEEK_END);
    result("EOF into a bad buffer", read(file, (void *)8, 10));
    result("pread EOF into a bad buffer", pread(file, (void *)8, 10, 1000000));
    result("append", syscall(SYS_pwritev2, file, many, 1, (long)0, 0, 0x10));
    printf("size %ld\n", lseek(file, 0, SEEK_END));
    /* fifos */
    char fifo[64];
    sprintf(fifo, "/tmp/fifo-%d", getpid());
    mkfifo(fifo, 0600);
    result("no reader", open(fifo, O_WRONLY | O_NONBLOCK));
    int r = open(fifo, O_RDONLY | O_NONBLOCK), w = open(fifo, O_WRONLY | O_NONBLOCK);
    printf("%d %d\n", r >= 0, w >= 0);
    result("nothing", read(r, c, 10));
    write(w, "xyz", 3);
    result("fifo", read(r, c, 10));
    close(w);
    result("no writer", read(r, c, 10));
    struct pollfd pf = {r, POLLIN};
    n = poll(&pf, 1, 0); printf("poll %d %x\n", n, pf.revents);
    return 0;
}
