/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stddef.h>
#include <stdint.h>

/** LLVMFuzzerTestOneInput: what libFuzzer calls with what it made up */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
