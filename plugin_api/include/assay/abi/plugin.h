/* SPDX-License-Identifier: Apache-2.0
 *
 * The descriptor: the one symbol a plugin exports, and what it says about itself.
 */
#ifndef ASSAY_ABI_PLUGIN_H
#define ASSAY_ABI_PLUGIN_H

#include <assay/abi/entry.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct assay_plugin {
  uint32_t magic; /* ASSAY_MAGIC */
  uint32_t struct_size;
  uint32_t abi_minor;      /* of the header it was compiled with: sizeof tells the rest */
  uint32_t min_host_minor; /* the oldest host it can run under; the only number that refuses */
  const char* id;          /* reverse domain, e.g. "org.example.signs"; required */
  const char* name;        /* for people; required */
  const char* version;     /* of the plugin, e.g. "1.4.0"; required */
  const char* author;      /* or NULL, as all that follow */
  const char* url;
  const char* license; /* SPDX expression */
  const char* sdk;     /* what made this table, e.g. "assay-cpp 1.0" */
  uint32_t n_entries;
  uint32_t flags; /* 0 */
  const assay_entry_t* const* entries;

  /* Once, before any entry, on the thread that will call them. Or NULL. */
  assay_status_t (*init)(const assay_host_t*, assay_error_t*) ASSAY_NOEXCEPT;
  /* Once, after the last unload, on the thread that called init. Or NULL. */
  void (*shutdown)(void) ASSAY_NOEXCEPT;
  /* An optional feature by its id, NULL when unknown. Any thread. Or NULL. */
  const void* (*extension)(const char* id)ASSAY_NOEXCEPT;
} assay_plugin_t;

#ifdef __cplusplus
}
#endif

/* In C++ a constant at namespace scope is internal unless it was declared before. */
ASSAY_EXPORT const assay_plugin_t assay_plugin_v1;

#endif
