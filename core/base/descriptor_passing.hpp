// SPDX-License-Identifier: Apache-2.0
// Open files handed from one process to another over a UNIX socket.
#pragma once

#include "core/base/file.hpp"

namespace assay {

/// Sends a copy of `descriptor`, which stays the caller's. Throws Error{io}.
void send_descriptor(int socket, int descriptor);

/// What has been sent; nothing where nothing has. Does not wait. Throws Error{io}.
FileDescriptor receive_descriptor(int socket);

}  // namespace assay
