#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    struct stat st;
    for (int fd = 0; fd < 3; fd++) {
        fstat(fd, &st);
        printf("%d tty %d kind %o\n", fd, isatty(fd), st.st_mode & S_IFMT);
    }
    struct pollfd p = {.fd = 0, .events = POLLIN};
    printf("poll %d %x\n", poll(&p, 1, 2000), p.revents & POLLIN);
    char line[100];
    long lines = 0, sum = 0;
    while (fgets(line, sizeof line, stdin)) {
        lines++;
        sum += strlen(line);
    }
    printf("%ld lines %ld characters eof %d\n", lines, sum, feof(stdin) != 0);
    fprintf(stderr, "to stderr\n");
    fflush(stdout);
    return write(1, "", 0) == 0 ? 3 : 4;
}
