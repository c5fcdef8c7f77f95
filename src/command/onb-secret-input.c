/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "command/onb-secret-input.h"

#define MAX_SECRET 4096

typedef struct
{
  char *name;

  /* -1 where the thread is to open it. */
  int file;
  gboolean is_terminal;
  struct termios terminal;
} Input;

static void
input_free (Input *self)
{
  g_free (self->name);
  if (self->file > STDIN_FILENO)
    close (self->file);
  g_free (self);
}

static Input *
input_new (const char *name)
{
  Input *self = g_new0 (Input, 1);
  struct stat about;

  self->name = g_strdup (name);
  self->file = -1;
  if (strcmp (name, "-") == 0)
    self->file = STDIN_FILENO;
  /* A terminal by one of its other names: /dev/tty, /dev/stdin. */
  else if (stat (name, &about) == 0 && S_ISCHR (about.st_mode))
    self->file = open (name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  return self;
}

/* Before and after in the main thread: the one that reads may have to be left behind. */
static void
hide_input (Input *self)
{
  struct termios hidden;

  if (self->file < 0 || tcgetattr (self->file, &self->terminal) != 0)
    return;

  self->is_terminal = TRUE;
  hidden = self->terminal;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  hidden.c_lflag |= ICANON | ISIG | ECHONL;
  /* Neither leaves a chance to show again what is typed. */
  hidden.c_cc[VSUSP] = _POSIX_VDISABLE;
  hidden.c_cc[VQUIT] = _POSIX_VDISABLE;
  tcsetattr (self->file, TCSAFLUSH, &hidden);
  g_printerr ("%s ", _ ("Client Secret (not shown):"));
}

static void
show_input (Input *self)
{
  if (self->is_terminal)
    tcsetattr (self->file, TCSAFLUSH, &self->terminal);
}

static gboolean
read_all (int file, gboolean line, char *buffer, gsize size, gsize *length)
{
  gssize n_read = 1;

  *length = 0;
  while (n_read > 0 && *length < size && !(line && *length > 0 && buffer[*length - 1] == '\n'))
    {
      n_read = read (file, buffer + *length, size - *length);
      if (n_read < 0 && errno == EINTR)
        n_read = 1;
      else if (n_read > 0)
        *length += (gsize) n_read;
    }

  return n_read >= 0;
}

static SecretValue *
take_secret (const char *buffer, gsize length, GError **error)
{
  /* The line break that every editor adds at the end of a file is none of the secret. */
  if (length > 0 && buffer[length - 1] == '\n')
    {
      length--;
      if (length > 0 && buffer[length - 1] == '\r')
        length--;
    }

  if (length <= MAX_SECRET && memchr (buffer, '\0', length) == NULL)
    return secret_value_new (buffer, (gssize) length, "text/plain");

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("The secret file contains something other than a secret."));
  return NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Input *input = data;
  int file = input->file >= 0 ? input->file : open (input->name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  /* Longer than a secret by its line end, and by one to tell that there is more. */
  char buffer[MAX_SECRET + 3];
  SecretValue *secret = NULL;
  GError *error = NULL;
  gsize length;

  if (file >= 0 && read_all (file, input->is_terminal, buffer, sizeof buffer, &length))
    {
      secret = take_secret (buffer, length, &error);
    }
  else
    {
      int code = errno;

      error = g_error_new (G_FILE_ERROR, g_file_error_from_errno (code),
                           _ ("Could not read the secret file: %s"), g_strerror (code));
    }

  explicit_bzero (buffer, sizeof buffer);
  if (file >= 0 && file != input->file)
    close (file);

  if (secret != NULL)
    g_task_return_pointer (task, secret, secret_value_unref);
  else
    g_task_return_error (task, error);
}

void
onb_secret_input_read_async (const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Input *input;

  g_return_if_fail (name != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  input = input_new (name);
  g_task_set_source_tag (task, onb_secret_input_read_async);
  g_task_set_task_data (task, input, (GDestroyNotify) input_free);
  /* A named pipe without a writer, a disk that is not there: the thread may wait, not the user. */
  g_task_set_return_on_cancel (task, TRUE);

  hide_input (input);
  g_task_run_in_thread (task, read_in_thread);
}

SecretValue *
onb_secret_input_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  show_input (g_task_get_task_data (G_TASK (result)));
  return g_task_propagate_pointer (G_TASK (result), error);
}
