/* SPDX-License-Identifier: Apache-2.0
 *
 * Two processes that leave their session: one holds all it was given, one forgot its environment.
 */
#define _GNU_SOURCE
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void be_daemon(int forgets) {
  char* const words[] = {"assay-stray", "600", NULL};
  char* const nothing[] = {NULL};
  setsid();
  if (fork() != 0) _exit(0);
  prctl(PR_SET_NAME, "assay-stray");
  if (forgets) execve("/bin/sleep", words, nothing);
  for (int i = 0; i < 600; ++i) sleep(1);
  _exit(0);
}

static void leave_daemon(int forgets) {
  const pid_t child = fork();
  if (child == 0) be_daemon(forgets);
  waitpid(child, NULL, 0);
}

#ifdef THEN_HANG
#define AFTER_PREDICT \
  for (;;) pause()
#endif
#define BEFORE_PREDICT leave_daemon(0), leave_daemon(1)
#include "base.inc"
