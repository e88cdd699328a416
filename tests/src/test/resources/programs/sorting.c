#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <locale.h>
#include <regex.h>
static int by_int(const void *a, const void *b) { return *(const int *)a < *(const int *)b ? -1 : *(const int *)a > *(const int *)b; }
static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
int main(void)
{
    static int v[50000];
    unsigned s = 1;
    for (int i = 0; i < 50000; i++) v[i] = (int)(s = s * 1103515245u + 12345u);
    qsort(v, 50000, sizeof *v, by_int);
    unsigned long sum = 0;
    for (int i = 1; i < 50000; i++) { if (v[i - 1] > v[i]) return 1; sum = sum * 31 + (unsigned)v[i]; }
    printf("%lx\n", sum);
    char text[] = "the quick brown fox jumps over the lazy dog and runs away from it all";
    char *words[32]; int n = 0;
    for (char *w = strtok(text, " "); w; w = strtok(NULL, " ")) words[n++] = w;
    qsort(words, n, sizeof *words, by_text);
    for (int i = 0; i < n; i++) printf("%s%c", words[i], i == n - 1 ? '\n' : ' ');
    setlocale(LC_ALL, "C");
    wchar_t wide[32];
    printf("%zu %d\n", mbstowcs(wide, "wide text", 32), wcscmp(wide, L"wide text"));
    regex_t re; regmatch_t m[3];
    printf("regcomp %d\n", regcomp(&re, "([a-z]+)-([0-9]+)", REG_EXTENDED));
    printf("regexec %d %d %d\n", regexec(&re, "xx abc-123 yy", 3, m, 0), (int)m[1].rm_so, (int)m[2].rm_eo);
    regfree(&re);
    return 0;
}
