#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#ifndef F_SEAL_WRITE
#define F_SEAL_SEAL 1
#define F_SEAL_SHRINK 2
#define F_SEAL_GROW 4
#define F_SEAL_WRITE 8
#endif
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/resource.h>
#include <unistd.h>
#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif
#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif
#ifndef MREMAP_DONTUNMAP
#define MREMAP_DONTUNMAP 4
#endif
#ifndef F_ADD_SEALS
#define F_ADD_SEALS 1033
#define F_GET_SEALS 1034
#endif
#define P 4096
static void result(const char *what, long r) { printf("%s: %ld %s\n", what, r, r < 0 ? strerror(errno) : "ok"); }
static void mapped(const char *what, void *r) { printf("%s: %s\n", what, r == MAP_FAILED ? strerror(errno) : "ok"); }
static sigjmp_buf back;
static void jumps(int sig, siginfo_t *info, void *c) { siglongjmp(back, sig * 1000 + info->si_code); }
static int try_read(volatile char *p) { int r = sigsetjmp(back, 1); if (!r) { (void)*p; return 0; } return r; }
static int try_write(volatile char *p) { int r = sigsetjmp(back, 1); if (!r) { *p = *p; return 0; } return r; }
static char *any(int pages) { return mmap(NULL, pages * P, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }
int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    static char area[65536];
    sigaltstack(&(stack_t){.ss_sp = area, .ss_size = sizeof area}, NULL);
    struct sigaction action = {.sa_sigaction = jumps, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigaction(SIGSEGV, &action, NULL); sigaction(SIGBUS, &action, NULL);
    /* two shared maps of one file */
    int fd = open("shared", O_RDWR | O_CREAT | O_TRUNC, 0600);
    ftruncate(fd, 3 * P);
    char *a = mmap(NULL, 3 * P, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0), *b = mmap(NULL, P, PROT_READ | PROT_WRITE, MAP_SHARED, fd, P);
    int again = open("shared", O_RDWR);
    char *c = mmap(NULL, 3 * P, PROT_READ | PROT_WRITE, MAP_SHARED, again, 0);
    char *d = mmap(NULL, 3 * P, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    a[P + 5] = 'x'; printf("b %c c %c d %c", b[5], c[P + 5], d[P + 5]);
    b[6] = 'y'; printf(" a %c c %c", a[P + 6], c[P + 6]);
    char buf[100] = {0};
    pread(again, buf, 2, P + 5); printf(" file %s", buf);
    pwrite(again, "Q", 1, P + 5); printf(" after write %c %c %c %c\n", a[P + 5], b[5], c[P + 5], d[P + 5]);
    d[P + 6] = 'p'; a[P + 5] = 'R';
    printf("private %c %c shared %c\n", d[P + 5], d[P + 6], a[P + 6]);
    result("dontneed", madvise(d, 3 * P, MADV_DONTNEED));
    printf("private again %c %c\n", d[P + 5], d[P + 6]);
    result("msync", msync(a, 3 * P, MS_SYNC));
    result("msync both", msync(a, P, MS_SYNC | MS_ASYNC));
    result("msync flags", msync(a, P, 64));
    result("msync odd", msync(a + 1, P, MS_SYNC));
    ftruncate(fd, 10); ftruncate(fd, 3 * P);
    printf("truncated %d %d\n", a[P + 5], c[P + 5]);
    unlink("shared"); a[7] = 'u'; printf("unlinked %c\n", c[7]);
    int ro = open("mappings.data", O_RDWR | O_CREAT, 0400); close(ro); ro = open("mappings.data", O_RDONLY);
    mapped("shared write on read-only", mmap(NULL, P, PROT_READ | PROT_WRITE, MAP_SHARED, ro, 0));
    mapped("private write on read-only", mmap(NULL, P, PROT_READ | PROT_WRITE, MAP_PRIVATE, ro, 0));
    char *r = mmap(NULL, P, PROT_READ, MAP_SHARED, ro, 0);
    result("mprotect write on read-only", mprotect(r, P, PROT_READ | PROT_WRITE));
    unlink("mappings.data");
    int wo = open("wo", O_WRONLY | O_CREAT, 0600);
    mapped("write-only", mmap(NULL, P, PROT_READ, MAP_SHARED, wo, 0));
    unlink("wo");
    /* memfd */
    int m = memfd_create("name", MFD_ALLOW_SEALING | MFD_CLOEXEC);
    result("seals", fcntl(m, F_GET_SEALS));
    ftruncate(m, 2 * P);
    char *x = mmap(NULL, 2 * P, PROT_READ | PROT_WRITE, MAP_SHARED, m, 0), *y = mmap(NULL, 2 * P, PROT_READ, MAP_SHARED, m, 0);
    strcpy(x + 100, "memory"); printf("%s", y + 100);
    pread(m, buf, 7, 100); printf(" %s\n", buf);
    result("seal write busy", fcntl(m, F_ADD_SEALS, F_SEAL_WRITE));
    result("seal size", fcntl(m, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK));
    result("grow", ftruncate(m, 3 * P)); result("shrink", ftruncate(m, P)); result("same", ftruncate(m, 2 * P));
    result("write beyond", pwrite(m, "abc", 3, 2 * P));
    munmap(x, 2 * P); munmap(y, 2 * P);
    result("seal write", fcntl(m, F_ADD_SEALS, F_SEAL_WRITE));
    result("write", pwrite(m, "abc", 3, 0));
    mapped("map to write", mmap(NULL, P, PROT_READ | PROT_WRITE, MAP_SHARED, m, 0));
    mapped("map to read", r = mmap(NULL, P, PROT_READ, MAP_SHARED, m, 0));
    result("then write", mprotect(r, P, PROT_READ | PROT_WRITE));
    mapped("map private", mmap(NULL, P, PROT_READ | PROT_WRITE, MAP_PRIVATE, m, 0));
    result("punch", fallocate(m, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, P));
    result("seal", fcntl(m, F_ADD_SEALS, F_SEAL_SEAL));
    result("no more", fcntl(m, F_ADD_SEALS, F_SEAL_GROW));
    printf("seals %x\n", fcntl(m, F_GET_SEALS));
    int plain = memfd_create("plain", 0);
    printf("plain seals %x", fcntl(plain, F_GET_SEALS));
    result(" add", fcntl(plain, F_ADD_SEALS, F_SEAL_GROW));
    result("file seals", fcntl(fd, F_GET_SEALS));
    int future = memfd_create("future", MFD_ALLOW_SEALING);
    ftruncate(future, P);
    x = mmap(NULL, P, PROT_READ | PROT_WRITE, MAP_SHARED, future, 0);
    result("future", fcntl(future, F_ADD_SEALS, 0x10));
    x[0] = 'f'; pread(future, buf, 1, 0); printf("still %c", buf[0]);
    result(" write", write(future, "a", 1));
    mapped("map", mmap(NULL, P, PROT_READ | PROT_WRITE, MAP_SHARED, future, 0));
    result("bad flags", memfd_create("x", 0x1000));
    char name[300]; memset(name, 'a', 299); name[299] = 0; result("long name", memfd_create(name, 0)); name[249] = 0; result("249", memfd_create(name, 0) < 0 ? -1 : 0);
    readlink("/proc/self/fd/1", buf, 0);
    char path[64], target[64]; sprintf(path, "/proc/self/fd/%d", m);
    int n = readlink(path, target, 63); printf("%.*s\n", n, target);
    struct stat st; fstat(m, &st); printf("mode %o size %ld nlink %ld\n", st.st_mode, st.st_size, (long)st.st_nlink);
    int re = open(path, O_RDONLY); result("reopened", read(re, buf, 10));
    /* advice */
    char *z = any(8);
    memset(z, 1, 8 * P);
    result("DONTNEED", madvise(z, 4 * P, MADV_DONTNEED)); printf("%d %d\n", z[0], z[4 * P]);
    result("odd", madvise(z + 1, P, MADV_DONTNEED)); result("length 0", madvise(z, 0, MADV_DONTNEED)); result("advice", madvise(z, P, 999));
    result("FREE", madvise(z, P, MADV_FREE)); result("FREE on file", madvise(c, P, MADV_FREE));
    int advice[] = {0, 1, 2, 3, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 25};
    for (int i = 0; i < 17; i++) { errno = 0; int q = madvise(z, P, advice[i]); printf("advice %d: %d %d\n", advice[i], q, errno); }
    result("POPULATE_WRITE", madvise(z, 8 * P, MADV_POPULATE_WRITE)); result("POPULATE_READ", madvise(z, 8 * P, MADV_POPULATE_READ));
    mprotect(z, P, PROT_READ); result("POPULATE_WRITE read-only", madvise(z, P, MADV_POPULATE_WRITE));
    mprotect(z, P, PROT_NONE); result("POPULATE_READ none", madvise(z, P, MADV_POPULATE_READ));
    munmap(z + 2 * P, P); result("over a hole", madvise(z, 8 * P, MADV_DONTNEED)); result("POPULATE over a hole", madvise(z + P, 3 * P, MADV_POPULATE_READ));
    result("REMOVE private", madvise(z + 4 * P, P, MADV_REMOVE));
    char *shared = mmap(NULL, 4 * P, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    memset(shared, 5, 4 * P);
    result("REMOVE shared", madvise(shared, P, MADV_REMOVE)); printf("%d %d\n", shared[0], shared[P]);
    result("DONTNEED shared", madvise(shared + P, P, MADV_DONTNEED)); printf("%d\n", shared[P]);
    /* mincore */
    unsigned char vec[8] = {0};
    char *t = any(4); t[P] = 1;
    result("mincore", mincore(t, 4 * P, vec)); printf("%d %d %d %d\n", vec[0] & 1, vec[1] & 1, vec[2] & 1, vec[3] & 1);
    result("mincore hole", mincore(z, 4 * P, vec)); result("mincore odd", mincore(z + 1, P, vec)); result("mincore pointer", mincore(t, P, (void *)8));
    /* mremap */
    char *s = any(2); strcpy(s, "moved"); s[P] = 9;
    char *s2 = mremap(s, 2 * P, 200 * P, MREMAP_MAYMOVE); printf("%s %d %d\n", s2, s2[P], s2[199 * P]);
    s2 = mremap(s2, 200 * P, P, 0); printf("%s %d\n", s2, try_read(s2 + P));
    char *place = any(4);
    char *s3 = mremap(s2, P, 2 * P, MREMAP_MAYMOVE | MREMAP_FIXED, place + P); printf("%s at %d old %d\n", s3, s3 == place + P, try_read(s2));
    mapped("fixed overlap", mremap(s3, 2 * P, 2 * P, MREMAP_MAYMOVE | MREMAP_FIXED, s3 + P)); mapped("fixed only", mremap(s3, P, P, MREMAP_FIXED, place));
    mapped("odd", mremap(s3 + 1, P, P, MREMAP_MAYMOVE)); mapped("new 0", mremap(s3, P, 0, MREMAP_MAYMOVE)); mapped("flags", mremap(s3, P, P, 64)); mapped("unmapped", mremap((void *)0x10000000, P, 2 * P, MREMAP_MAYMOVE));
    char *wall = any(2); mapped("no room", mremap(wall, P, 2 * P, 0));
    mapped("private old 0", mremap(wall, 0, P, MREMAP_MAYMOVE));
    char *dup = mremap(shared, 0, 2 * P, MREMAP_MAYMOVE); mapped("shared old 0", dup);
    if (dup != MAP_FAILED) { shared[3] = 77; printf("seen %d\n", dup[3]); dup[P + 1] = 66; printf("seen %d\n", shared[P + 1]); }
    char *du = any(2); strcpy(du, "kept"); char *du2 = mremap(du, 2 * P, 2 * P, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, NULL); mapped("DONTUNMAP", du2);
    if (du2 != MAP_FAILED) printf("%s [%s] %d\n", du2, du, try_write(du));
    mapped("DONTUNMAP sizes", mremap(du, P, 2 * P, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, NULL));
    char *two = any(3); mprotect(two + P, P, PROT_READ); mapped("across areas", mremap(two, 3 * P, 5 * P, MREMAP_MAYMOVE));
    /* protection */
    char *g = any(5);
    result("split", mprotect(g + 2 * P, P, PROT_NONE)); printf("%d %d %d\n", try_write(g + P), try_read(g + 2 * P), try_write(g + 3 * P));
    result("rejoin", mprotect(g, 5 * P, PROT_READ)); printf("%d %d\n", try_read(g + 2 * P), try_write(g + 2 * P));
    result("odd", mprotect(g + 1, P, PROT_READ)); result("prot", mprotect(g, P, 0x100)); result("0", mprotect(g, 0, PROT_READ)); result("GROWSDOWN", mprotect(g, P, PROT_READ | PROT_GROWSDOWN)); munmap(g + 2 * P, P); result("hole", mprotect(g, 5 * P, PROT_READ | PROT_WRITE)); printf("%d %d\n", try_write(g), try_write(g + 3 * P));
    result("wrap", mprotect((void *)-4096, 8192, PROT_READ));
    /* where */
    char *base = any(4);
    mapped("NOREPLACE taken", mmap(base + P, P, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0));
    munmap(base + P, P);
    printf("NOREPLACE free %d\n", mmap(base + P, P, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == base + P);
    mapped("length 0", mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)); mapped("no type", mmap(NULL, P, PROT_READ, MAP_ANONYMOUS, -1, 0)); mapped("fixed odd", mmap(base + 1, P, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0));
    mapped("offset odd", mmap(NULL, P, PROT_READ, MAP_PRIVATE, fd, 1)); mapped("bad fd", mmap(NULL, P, PROT_READ, MAP_PRIVATE, 999, 0)); mapped("dir", mmap(NULL, P, PROT_READ, MAP_PRIVATE, open(".", O_RDONLY), 0)); mapped("huge", mmap(NULL, 1ul << 47, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    mapped("above", mmap((void *)(1ul << 47), P, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0));
    mapped("SHARED_VALIDATE", mmap(NULL, P, PROT_READ, MAP_SHARED_VALIDATE | MAP_ANONYMOUS, -1, 0)); mapped("SHARED_VALIDATE bad", mmap(NULL, P, PROT_READ, MAP_SHARED_VALIDATE | 0x8000000, fd, 0)); mapped("SYNC", mmap(NULL, P, PROT_READ, MAP_SHARED_VALIDATE | 0x80000, fd, 0));
    result("munmap 0", munmap(base, 0)); result("munmap odd", munmap(base + 1, P)); result("munmap nothing", munmap((void *)0x20000000, P));
    mapped("populate", mmap(NULL, 4 * P, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0));
    char *grows = mmap(NULL, 4 * P, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN | MAP_STACK, -1, 0);
    grows[0] = 1; printf("grown %d\n", try_write(grows - 8));
    /* locks */
    result("mlock", mlock(base, P)); result("munlock", munlock(base, P)); result("mlock hole", mlock((void *)0x20000000, P)); result("mlock2", syscall(SYS_mlock2, base, P, 1)); result("mlock2 flags", syscall(SYS_mlock2, base, P, 4)); result("mlockall flags", mlockall(0)); result("mlockall 8", mlockall(8)); result("munlockall", munlockall());
    /* break */
    char *brk0 = sbrk(0); brk(brk0 + 3 * P); memset(brk0, 1, 3 * P); brk(brk0 + 1); brk(brk0 + 3 * P); printf("brk %d %d %d\n", brk0[0], brk0[P + 8], sbrk(0) == brk0 + 3 * P);
    printf("brk below %d\n", syscall(SYS_brk, 1) == (long)sbrk(0)); printf("brk far %d\n", syscall(SYS_brk, 1ul << 46) == (long)sbrk(0));
    struct rlimit data = {1 << 20, RLIM_INFINITY}; getrlimit(RLIMIT_DATA, &data); data.rlim_cur = 1 << 22; setrlimit(RLIMIT_DATA, &data); printf("brk beyond RLIMIT_DATA %d\n", syscall(SYS_brk, brk0 + (1 << 24)) == (long)sbrk(0)); mapped("mmap beyond RLIMIT_DATA", mmap(NULL, 1 << 24, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)); data.rlim_cur = RLIM_INFINITY; setrlimit(RLIMIT_DATA, &data);
    struct rlimit as; getrlimit(RLIMIT_AS, &as); as.rlim_cur = 1 << 24; setrlimit(RLIMIT_AS, &as); mapped("mmap beyond RLIMIT_AS", mmap(NULL, 1 << 25, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)); as.rlim_cur = RLIM_INFINITY; setrlimit(RLIMIT_AS, &as);
    /* other processes' memory: our own */
    char from[20] = "through the kernel", into[20] = {0};
    struct iovec l = {into, 19}, o = {from, 19};
    result("readv", process_vm_readv(getpid(), &l, 1, &o, 1, 0)); printf("%s\n", into);
    memset(into, 0, 20); struct iovec l2[2] = {{from, 7}, {from + 8, 3}}, o2 = {into, 10};
    result("writev", process_vm_writev(getpid(), l2, 2, &o2, 1, 0)); printf("%s\n", into);
    o.iov_base = (void *)8; result("bad remote", process_vm_readv(getpid(), &l, 1, &o, 1, 0)); o.iov_base = from; l.iov_base = (void *)8; result("bad local", process_vm_readv(getpid(), &l, 1, &o, 1, 0)); l.iov_base = into;
    result("flags", process_vm_readv(getpid(), &l, 1, &o, 1, 1)); result("nobody", process_vm_readv(99999999, &l, 1, &o, 1, 0));
    return 0;
}
