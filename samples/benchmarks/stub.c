// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// The fastest MCP server there is: one thread, epoll, an answer that is always the same but for the
// JSON-RPC id. It counts the tool calls it receives, so that the load run can tell a fast proxy from
// one that answered by itself: GET /count.
//
//   stub PORT   listen on 127.0.0.1:PORT, 0 for any; prints the port
//   stub free   print a port that is free now, and end

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFER 65536
#define MAX_CONNECTIONS 4096

typedef struct {
  size_t used;
  char bytes[BUFFER];
} Connection;

static Connection *connections[MAX_CONNECTIONS];
static long calls;

static int listen_on(int port) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 1024) < 0) {
    perror("stub: cannot listen");
    exit(1);
  }
  return fd;
}

static int port_of(int fd) {
  struct sockaddr_in address;
  socklen_t size = sizeof address;
  getsockname(fd, (struct sockaddr *)&address, &size);
  return ntohs(address.sin_port);
}

static void drop(int fd) {
  free(connections[fd]);
  connections[fd] = NULL;
  close(fd);
}

static long content_length(const char *head, const char *end) {
  const char *line = head;
  while (line != NULL && line < end) {
    if (strncasecmp(line, "content-length:", 15) == 0) {
      return strtol(line + 15, NULL, 10);
    }
    line = memchr(line, '\n', (size_t)(end - line));
    line = line == NULL ? NULL : line + 1;
  }
  return 0;
}

// The JSON-RPC id of a body as it stands there, "null" if there is none.
static int id_of(const char *body, size_t size, char *id, size_t room) {
  const char *at = memmem(body, size, "\"id\":", 5);
  size_t length = 0;
  if (at != NULL) {
    for (at += 5; at + length < body + size && length + 1 < room; length++) {
      if (at[length] == ',' || at[length] == '}') {
        break;
      }
    }
  }
  if (length == 0) {
    return snprintf(id, room, "null");
  }
  memcpy(id, at, length);
  id[length] = 0;
  return (int)length;
}

static int answer(int fd, const char *type, const char *body, int size) {
  char out[1024];
  int length = snprintf(out, sizeof out,
                        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%.*s",
                        type, size, size, body);
  return write(fd, out, (size_t)length) == length;
}

static int answer_post(int fd, const char *body, size_t size) {
  char id[64], json[512];
  int length;
  id_of(body, size, id, sizeof id);
  if (memmem(body, size, "\"tools/call\"", 12) != NULL) {
    calls++;
    length = snprintf(json, sizeof json,
                      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"content\":[{\"type\":\"text\","
                      "\"text\":\"The quick brown fox jumps over the lazy dog while the agent waits "
                      "for an answer that is about as long as most answers of small tools are.\"}],"
                      "\"isError\":false}}",
                      id);
  } else {
    length = snprintf(json, sizeof json,
                      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32601,"
                      "\"message\":\"Method not found\"}}",
                      id);
  }
  return answer(fd, "application/json", json, length);
}

// Answers every whole request in the buffer; false if the connection is of no more use.
static int serve(int fd, Connection *c) {
  for (;;) {
    char *end = memmem(c->bytes, c->used, "\r\n\r\n", 4);
    if (end == NULL) {
      return c->used < BUFFER;
    }
    size_t head = (size_t)(end - c->bytes) + 4;
    size_t whole = head + (size_t)content_length(c->bytes, end);
    if (whole > BUFFER || c->used < whole) {
      return whole <= BUFFER;
    }
    int ok;
    if (strncmp(c->bytes, "POST ", 5) == 0) {
      ok = answer_post(fd, c->bytes + head, whole - head);
    } else {
      char count[32];
      ok = answer(fd, "text/plain", count, snprintf(count, sizeof count, "%ld\n", calls));
    }
    memmove(c->bytes, c->bytes + whole, c->used - whole);
    c->used -= whole;
    if (!ok) {
      return 0;
    }
  }
}

static void take(int loop, int listener) {
  int fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    int on = 1;
    if (fd >= MAX_CONNECTIONS) {
      close(fd);
      continue;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connections[fd] = calloc(1, sizeof(Connection));
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(loop, EPOLL_CTL_ADD, fd, &event);
  }
}

static void read_from(int fd) {
  Connection *c = connections[fd];
  ssize_t got = read(fd, c->bytes + c->used, BUFFER - c->used);
  if (got > 0) {
    c->used += (size_t)got;
    if (!serve(fd, c)) {
      drop(fd);
    }
  } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
    drop(fd);
  }
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: stub PORT | stub free\n");
    return 2;
  }
  int listener = listen_on(strcmp(argv[1], "free") == 0 ? 0 : atoi(argv[1]));
  printf("%d\n", port_of(listener));
  fflush(stdout);
  if (strcmp(argv[1], "free") == 0) {
    return 0;
  }
  int loop = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, ready[256];
  epoll_ctl(loop, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int count = epoll_wait(loop, ready, 256, -1);
    for (int i = 0; i < count; i++) {
      if (ready[i].data.fd == listener) {
        take(loop, listener);
      } else {
        read_from(ready[i].data.fd);
      }
    }
  }
}
