/* Records what a process writes below one folder, in order, for replaying a loss of power.

   cc -shared -fPIC -O1 -o record.so power_loss_record.c -ldl -lpthread
   LD_PRELOAD=record.so RECORD_BELOW=/folder RECORD_INTO=/file program

   One event after another: kind (1 byte), descriptor (4), offset (8), length of a path (4), length of
   data (4), the path, the data. Kinds: o open (data: 1 if the file was cut to nothing), w write,
   t truncate, s fsync or fdatasync, e one that failed (every RECORD_REFUSES-th does), r rename (data: the new path), u unlink. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 4096
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char watched[MOST], appends[MOST], spared[MOST];
static const char *below;
static int into = -1;
static ssize_t (*real_write)(int, const void *, size_t);

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static int ready(void) {
  if (into >= 0) return 1;
  below = getenv("RECORD_BELOW");
  const char *file = getenv("RECORD_INTO");
  if (!below || !file) return 0;
  real_write = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  int (*real_open)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  into = real_open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  return into >= 0;
}

static int inside(const char *path) {
  return ready() && path && strncmp(path, below, strlen(below)) == 0;
}

static void note(char kind, int fd, int64_t offset, const char *path, const void *data, uint32_t size) {
  uint32_t named = path ? strlen(path) : 0;
  char head[21];
  head[0] = kind;
  memcpy(head + 1, &fd, 4);
  memcpy(head + 5, &offset, 8);
  memcpy(head + 13, &named, 4);
  memcpy(head + 17, &size, 4);
  struct iovec parts[3] = {{head, 21}, {(void *)path, named}, {(void *)data, size}};
  if (writev(into, parts, 3) < 0) abort();
}

/* Whether the file is none of RECORD_REFUSES_OF, a name that its journals (name-…) share. */
static int spares(const char *path) {
  const char *of = getenv("RECORD_REFUSES_OF"), *last = strrchr(path, '/');
  if (!of) return 0;
  last = last ? last + 1 : path;
  size_t length = strlen(of);
  return strncmp(last, of, length) != 0 || (last[length] && last[length] != '-');
}

static int opened(const char *path, int flags, int fd) {
  if (fd >= 0 && fd < MOST && inside(path)) {
    watched[fd] = 1;
    spared[fd] = spares(path);
    appends[fd] = (flags & O_APPEND) != 0;
    char cut = (flags & O_TRUNC) != 0;
    note('o', fd, 0, path, &cut, 1);
  }
  return fd;
}

#define OPEN(name)                                                     \
  int name(const char *path, int flags, ...) {                         \
    va_list more;                                                      \
    va_start(more, flags);                                             \
    mode_t mode = va_arg(more, mode_t);                                \
    va_end(more);                                                      \
    int (*real)(const char *, int, ...) =                              \
        (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name);      \
    pthread_mutex_lock(&turn);                                         \
    int fd = opened(path, flags, real(path, flags, mode));             \
    pthread_mutex_unlock(&turn);                                       \
    return fd;                                                         \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                   \
  int name(int at, const char *path, int flags, ...) {                 \
    va_list more;                                                      \
    va_start(more, flags);                                             \
    mode_t mode = va_arg(more, mode_t);                                \
    va_end(more);                                                      \
    int (*real)(int, const char *, int, ...) =                         \
        (int (*)(int, const char *, int, ...))dlsym(RTLD_NEXT, #name); \
    pthread_mutex_lock(&turn);                                         \
    int fd = opened(path, flags, real(at, path, flags, mode));         \
    pthread_mutex_unlock(&turn);                                       \
    return fd;                                                         \
  }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
  REAL(close);
  if (fd >= 0 && fd < MOST) watched[fd] = 0;
  return real(fd);
}

static int is_watched(int fd) { return fd >= 0 && fd < MOST && watched[fd]; }

ssize_t write(int fd, const void *data, size_t size) {
  REAL(write);
  if (!is_watched(fd)) return real(fd, data, size);
  pthread_mutex_lock(&turn);
  struct stat64 there;
  int64_t offset = appends[fd] && fstat64(fd, &there) == 0 ? there.st_size : lseek64(fd, 0, SEEK_CUR);
  ssize_t done = real(fd, data, size);
  if (done > 0) note('w', fd, offset, 0, data, done);
  pthread_mutex_unlock(&turn);
  return done;
}

#define PWRITE(name, type)                                             \
  ssize_t name(int fd, const void *data, size_t size, type offset) {   \
    REAL(name);                                                        \
    if (!is_watched(fd)) return real(fd, data, size, offset);          \
    pthread_mutex_lock(&turn);                                         \
    ssize_t done = real(fd, data, size, offset);                       \
    if (done > 0) note('w', fd, offset, 0, data, done);                \
    pthread_mutex_unlock(&turn);                                       \
    return done;                                                       \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, type)                                           \
  int name(int fd, type size) {                                        \
    REAL(name);                                                        \
    if (!is_watched(fd)) return real(fd, size);                        \
    pthread_mutex_lock(&turn);                                         \
    int done = real(fd, size);                                         \
    if (done == 0) note('t', fd, size, 0, 0, 0);                       \
    pthread_mutex_unlock(&turn);                                       \
    return done;                                                       \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

/* Whether the disk fails this forcing, as every RECORD_REFUSES-th and all while there is a file
   RECORD_REFUSES_WHILE, of all files or of RECORD_REFUSES_OF: like the kernel, it says so once, and what was to be forced is dropped. */
static int refused(int fd) {
  static int asked;
  const char *every = getenv("RECORD_REFUSES"), *during = getenv("RECORD_REFUSES_WHILE");
  int now = (every && ++asked % atoi(every) == 0) || (during && access(during, F_OK) == 0);
  if (!now || spared[fd]) return 0;
  pthread_mutex_lock(&turn);
  note('e', fd, 0, 0, 0, 0);
  pthread_mutex_unlock(&turn);
  errno = EIO;
  return 1;
}

#define SYNC(name)                                                     \
  int name(int fd) {                                                   \
    REAL(name);                                                        \
    if (is_watched(fd) && refused(fd)) return -1;                      \
    int done = real(fd);                                               \
    if (done == 0 && is_watched(fd)) {                                 \
      pthread_mutex_lock(&turn);                                       \
      note('s', fd, 0, 0, 0, 0);                                       \
      pthread_mutex_unlock(&turn);                                     \
    }                                                                  \
    return done;                                                       \
  }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to) {
  REAL(rename);
  pthread_mutex_lock(&turn);
  int done = real(from, to);
  if (done == 0 && inside(to)) note('r', -1, 0, from, to, strlen(to));
  pthread_mutex_unlock(&turn);
  return done;
}

int unlink(const char *path) {
  REAL(unlink);
  pthread_mutex_lock(&turn);
  int done = real(path);
  if (done == 0 && inside(path)) note('u', -1, 0, path, 0, 0);
  pthread_mutex_unlock(&turn);
  return done;
}
