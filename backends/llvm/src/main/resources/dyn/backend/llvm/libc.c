/* Names of the C library that a model's program is linked against; the library itself is there when it runs. */
#define NAME(name) __attribute__((visibility("default"))) void name(void) {}
NAME(__libc_start_main)
NAME(aligned_alloc)
NAME(free)
NAME(memcpy)
NAME(memset)
NAME(printf)
NAME(dprintf)
NAME(strcmp)
NAME(strlen)
NAME(strtod)
NAME(strtoll)
