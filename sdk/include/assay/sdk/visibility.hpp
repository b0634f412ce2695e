// SPDX-License-Identifier: Apache-2.0
// Every declaration of the SDK lies in an inline namespace that names its version and is hidden, so
// that two plugins made with different SDKs never share a symbol.
#pragma once

#define ASSAY_HIDDEN [[gnu::visibility("hidden")]]
