#include <stdio.h>
#include <stdlib.h>
#include <string.h>
extern char **environ;
int main(int argc, char **argv)
{
    int count = 0;
    printf("argc %d\n", argc);
    for (int i = 1; i < argc; i++)
        printf("argv[%d] '%s' %zu\n", i, argv[i], strlen(argv[i]));
    for (char **e = environ; *e; e++)
        count++;
    printf("environment %d, LANG %s\n", count, getenv("LANG") ? getenv("LANG") : "unset");
    return argc;
}
