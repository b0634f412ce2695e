// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace assay::runner {

/// How a supervised run ended.
struct Ended {
  int code = 0;       // what a process should exit with for it
  int signal = 0;     // that the process it ran in died of, 0 for none
  int interrupt = 0;  // SIGINT, SIGTERM or SIGHUP that arrived meanwhile, even where the run was
                      // done before it could heed it; 0 for none
};

}  // namespace assay::runner
