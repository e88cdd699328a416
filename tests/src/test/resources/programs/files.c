#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>
static int compare(const void *a, const void *b) { return strcmp(*(char **)a, *(char **)b); }
static void list(const char *where)
{
    char *names[100]; int n = 0;
    DIR *d = opendir(where);
    for (struct dirent *e; (e = readdir(d)) && n < 100;)
        names[n++] = strdup(e->d_name);
    closedir(d);
    qsort(names, n, sizeof *names, compare);
    for (int i = 0; i < n; i++)
        printf(" %s", names[i]);
    puts("");
}
static void check(const char *what, long result) { printf("%s %ld errno %d\n", what, result, result < 0 ? errno : 0); }
int main(void)
{
    char base[] = "/tmp/hermitscope-files-XXXXXX";
    if (!mkdtemp(base)) { perror("mkdtemp"); return 1; }
    check("chdir", chdir(base));
    umask(022);
    int fd = open("a", O_RDWR | O_CREAT | O_EXCL, 0666);
    check("write", write(fd, "hello world", 11));
    check("lseek", lseek(fd, 6, SEEK_SET));
    char buf[100] = {0};
    check("read", read(fd, buf, sizeof buf));
    puts(buf);
    check("seek beyond", lseek(fd, 5000, SEEK_SET));
    check("sparse write", write(fd, "end", 3));
    struct stat st;
    fstat(fd, &st);
    printf("size %ld mode %o nlink %ld regular %d\n", (long)st.st_size, st.st_mode & 0777, (long)st.st_nlink, S_ISREG(st.st_mode));
    check("ftruncate", ftruncate(fd, 20));
    check("pread at hole", pread(fd, buf, 9, 11));
    printf("%d\n", buf[0]);
    struct iovec iov[2] = {{"ab", 2}, {"cde", 3}};
    check("pwritev", pwritev(fd, iov, 2, 18));
    check("excl", open("a", O_RDWR | O_CREAT | O_EXCL, 0666));
    check("missing", open("no/such", O_RDONLY));
    check("notdir", open("a/b", O_RDONLY));
    check("mkdir", mkdir("d", 0700));
    check("mkdir again", mkdir("d", 0700));
    check("write dir", open("d", O_WRONLY));
    check("symlink", symlink("a", "s"));
    check("readlink", readlink("s", buf, sizeof buf));
    check("nofollow", open("s", O_RDONLY | O_NOFOLLOW));
    check("loop", symlink("loop", "loop") | open("loop", O_RDONLY));
    check("link", link("a", "hard"));
    stat("hard", &st);
    printf("nlink %ld\n", (long)st.st_nlink);
    check("rename", rename("hard", "d/moved"));
    check("rmdir full", rmdir("d"));
    check("unlink dir", unlink("d"));
    list(".");
    list("d");
    check("append open", dup2(open("a", O_WRONLY | O_APPEND), 10));
    check("append", write(10, "Z", 1));
    fstat(10, &st);
    printf("size %ld flags %x\n", (long)st.st_size, fcntl(10, F_GETFL) & (O_APPEND | O_ACCMODE));
    check("dup lowest", dup(10) == open("a", O_RDONLY) - 1);
    check("bad fd", close(77));
    check("chmod", chmod("a", 0640));
    struct timeval times[2] = {{1000000000, 0}, {1234567890, 500000}};
    check("utimes", utimes("a", times));
    stat("a", &st);
    printf("mode %o mtime %ld.%09ld\n", st.st_mode & 07777, (long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
    check("access", access("a", R_OK | W_OK));
    check("access x", access("a", X_OK));
    FILE *f = fopen("text", "w+");
    for (int i = 0; i < 1000; i++)
        fprintf(f, "line %d\n", i);
    rewind(f);
    char *line = NULL; size_t cap = 0; long lines = 0, bytes = 0;
    for (ssize_t n; (n = getline(&line, &cap, f)) > 0; bytes += n)
        lines++;
    printf("%ld lines %ld bytes\n", lines, bytes);
    fclose(f);
    int unlinked = open("text", O_RDWR);
    unlink("text");
    check("read unlinked", read(unlinked, buf, 6));
    getcwd(buf, sizeof buf);
    printf("cwd ok %d\n", !strcmp(buf, base));
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 10};
    check("lock", fcntl(unlinked, F_SETLK, &lock));
    unlink("a"); unlink("s"); unlink("loop"); unlink("d/moved"); rmdir("d");
    check("chdir /", chdir("/"));
    check("rmdir", rmdir(base));
    check("gone", access(base, F_OK));
    return 0;
}
