/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <libsoup/soup.h>

#include "wire/onb-http.h"
#include "wire/onb-lane.h"

/* The linker puts these in the place of libsoup's, for everything but this file: a library that takes a
 * request and never calls back. */
void __wrap_soup_session_send_async (SoupSession *session,
                                     SoupMessage *message,
                                     int priority,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);

static guint n_taken = 0;
static GPtrArray *taken = NULL;
static gboolean starts = FALSE;

void
__wrap_soup_session_send_async (SoupSession *session,
                                SoupMessage *message,
                                int priority,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  n_taken++;
  /* It holds what it was given for as long as it has not called back. */
  g_ptr_array_add (taken, data);
  if (starts)
    g_signal_emit_by_name (message, "starting");
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  OnbExchange **exchange = data;
  GByteArray *body;

  *exchange = onb_http_send_finish (ONB_HTTP (source), result, &body);
  onb_http_body_free (body);
}

static OnbExchange *
send (OnbHttp *http, const char *form, GCancellable *cancellable)
{
  OnbExchange *exchange = NULL;

  onb_http_send_async (http,
                       &(OnbHttpRequest){ .url = "https://host.example/",
                                          .accept = "text/plain",
                                          .form = form,
                                          .max_body = 1 },
                       cancellable, on_done, &exchange);
  while (exchange == NULL)
    g_main_context_iteration (NULL, TRUE);

  return exchange;
}

/* Whether the limit for a connection or for an answer ends it; and a GET is repeated. */
static void
test_limits (void)
{
  static const struct
  {
    gboolean starts;
    const char *form;
    OnbFault fault;
    guint attempts;
  } cases[] = {
    { FALSE, NULL, ONB_FAULT_CONNECT_TIMED_OUT, 1 },
    { FALSE, "form", ONB_FAULT_CONNECT_TIMED_OUT, 1 },
    { TRUE, NULL, ONB_FAULT_TIMED_OUT, 2 },
    { TRUE, "form", ONB_FAULT_TIMED_OUT, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OnbHttp) http = onb_http_new (NULL);
      g_autoptr (OnbExchange) exchange = NULL;

      onb_http_set_limits (http, 20, 30);
      starts = cases[i].starts;
      n_taken = 0;
      exchange = send (http, cases[i].form, NULL);

      g_assert_cmpint (exchange->fault, ==, cases[i].fault);
      g_assert_cmpuint (exchange->attempts, ==, cases[i].attempts);
      g_assert_cmpuint (n_taken, ==, cases[i].attempts);
    }
}

static gboolean
on_cancel_due (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (OnbHttp) http = onb_http_new (NULL);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (OnbExchange) exchange = NULL;

      starts = i % 2 == 0;
      /* While it is on its way, and before. */
      if (i < 2)
        g_idle_add (on_cancel_due, cancellable);
      else
        g_cancellable_cancel (cancellable);
      exchange = send (http, NULL, cancellable);

      g_assert_cmpint (exchange->fault, ==, ONB_FAULT_CANCELLED);
    }
}

/* Those that wait for another's connection end with it. */
static void
test_several (void)
{
  g_autoptr (OnbHttp) http = onb_http_new (NULL);
  OnbExchange *exchanges[5] = { NULL };

  starts = FALSE;
  onb_http_set_limits (http, 20, 30);
  for (guint i = 0; i < G_N_ELEMENTS (exchanges); i++)
    onb_http_send_async (http,
                         &(OnbHttpRequest){ .url = "https://host.example/",
                                            .accept = "text/plain",
                                            .max_body = 1 },
                         NULL, on_done, &exchanges[i]);

  for (guint i = 0; i < G_N_ELEMENTS (exchanges); i++)
    {
      while (exchanges[i] == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (exchanges[i]->fault, ==, ONB_FAULT_CONNECT_TIMED_OUT);
      onb_exchange_free (exchanges[i]);
    }
}

/* As many as are let through go at once; another when one has ended, and all when none is answered. */
static void
test_width (void)
{
  g_autoptr (OnbHttp) http = onb_http_new (NULL);
  g_autoptr (GCancellable) first = g_cancellable_new ();
  g_autoptr (GCancellable) others = g_cancellable_new ();
  OnbExchange *exchanges[6] = { NULL };

  starts = FALSE;
  n_taken = 0;
  onb_http_set_width (http, 2);
  for (guint i = 0; i < G_N_ELEMENTS (exchanges); i++)
    onb_http_send_async (http,
                         &(OnbHttpRequest){ .url = "https://host.example/",
                                            .accept = "text/plain",
                                            .max_body = 1 },
                         i == 0 ? first : others, on_done, &exchanges[i]);
  g_assert_cmpuint (n_taken, ==, 2);

  g_cancellable_cancel (first);
  while (exchanges[0] == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_taken, ==, 3);

  while (n_taken < G_N_ELEMENTS (exchanges))
    g_main_context_iteration (NULL, TRUE);

  g_cancellable_cancel (others);
  for (guint i = 0; i < G_N_ELEMENTS (exchanges); i++)
    {
      while (exchanges[i] == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (exchanges[i]->fault, ==, ONB_FAULT_CANCELLED);
      onb_exchange_free (exchanges[i]);
    }
}

/* Whoever waits for a place can be stopped; to another host there is a place of its own. */
static void
test_waiting (void)
{
  static const char *const urls[] = { "https://host.example/1", "https://host.example/2",
                                      "https://other.example/" };
  g_autoptr (OnbHttp) http = onb_http_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  OnbExchange *exchanges[G_N_ELEMENTS (urls)] = { NULL };

  starts = FALSE;
  n_taken = 0;
  onb_http_set_width (http, 1);
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    onb_http_send_async (http,
                         &(OnbHttpRequest){ .url = urls[i], .accept = "text/plain", .max_body = 1 },
                         cancellable, on_done, &exchanges[i]);
  g_assert_cmpuint (n_taken, ==, 2);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      while (exchanges[i] == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (exchanges[i]->fault, ==, ONB_FAULT_CANCELLED);
      g_assert_cmpuint (exchanges[i]->attempts, ==, i == 1 ? 0 : 1);
      onb_exchange_free (exchanges[i]);
    }
}

static guint n_going = 0, n_sharing = 0;

static void
on_turn (gpointer member, OnbLaneTurn turn)
{
  g_assert_cmpint (turn, !=, ONB_LANE_END);
  if (turn == ONB_LANE_GO)
    n_going++;
  else
    n_sharing++;
}

/* Where none is answered, a lane is wider, but never wider than there are connections: what waits for one in
 * libsoup would come to the limit for connections. */
static void
test_widest (void)
{
  int members[5];
  OnbLane *lane = onb_lane_new (1, 3, on_turn);

  n_going = n_sharing = 0;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    onb_lane_enter (lane, &members[i]);
  g_assert_cmpuint (n_going, ==, 1);

  while (n_going == 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_going, ==, 3);
  g_assert_false (g_main_context_pending (NULL));

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      onb_lane_leave (lane, &members[i]);
      onb_lane_serve (lane);
      g_assert_cmpuint (n_going, ==, MIN (4 + i, G_N_ELEMENTS (members)));
    }
  onb_lane_free (lane);
}

/* Where one got no connection and another is answered, in whatever order that happens, nobody else seeks a
 * connection that does not come about. */
static void
test_few (void)
{
  for (guint first = 0; first < 2; first++)
    {
      int answered, parked, next;
      OnbLane *lane = onb_lane_new (3, 3, on_turn);

      n_going = n_sharing = 0;
      onb_lane_enter (lane, &answered);
      onb_lane_enter (lane, &parked);
      for (guint i = 0; i < 2; i++)
        if (i == first)
          onb_lane_set_answered (lane, FALSE);
        else
          onb_lane_park (lane, &parked);
      onb_lane_enter (lane, &next);
      g_assert_cmpuint (n_going, ==, 2);
      g_assert_cmpuint (n_sharing, ==, 0);

      onb_lane_leave (lane, &answered);
      onb_lane_serve (lane);
      g_assert_cmpuint (n_sharing, ==, 1);
      onb_lane_leave (lane, &parked);
      onb_lane_serve (lane);
      g_assert_cmpuint (n_sharing, ==, 2);
      g_assert_cmpuint (n_going, ==, 2);
      onb_lane_leave (lane, &next);
      onb_lane_free (lane);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  taken = g_ptr_array_new ();

  g_test_add_func ("/http/limits", test_limits);
  g_test_add_func ("/http/cancel", test_cancel);
  g_test_add_func ("/http/several", test_several);
  g_test_add_func ("/http/width", test_width);
  g_test_add_func ("/http/waiting", test_waiting);
  g_test_add_func ("/lane/widest", test_widest);
  g_test_add_func ("/lane/few", test_few);

  return g_test_run ();
}
