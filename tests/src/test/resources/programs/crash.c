#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
static void store(int *where) { *where = 1; }
static int recurse(int depth)
{
    volatile char pad[1000];
    pad[depth % 1000] = (char)depth;
    return recurse(depth + 1) + pad[depth % 1000];
}
int main(int argc, char **argv)
{
    const char *how = argc > 1 ? argv[1] : "";
    printf("about to %s\n", how);
    fflush(stdout);
    if (!strcmp(how, "segv")) store((int *)8);
    if (!strcmp(how, "abort")) abort();
    if (!strcmp(how, "term")) raise(SIGTERM);
    if (!strcmp(how, "div")) { volatile int zero = 0, many = 7; return many / zero; }
    if (!strcmp(how, "recurse")) return recurse(0);
    return atoi(how);
}
