// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/inspect.hpp"

#include "core/plugin/binary/inspection.hpp"
#include "core/report/inspection.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/print.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {

int run_inspect(const std::vector<std::string>& arguments) {
  const CommandSpec spec{"assay inspect PLUGIN [--json]",
                         "Says what a plugin offers (functions, parameters, devices) and what its "
                         "file is. Nothing of\n"
                         "the plugin runs, and it may be built for another machine.",
                         {"PLUGIN"},
                         {{"json", 0, "", "print JSON"}}};
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  const std::string& file = options->positional(0);
  const plugin::binary::Inspection inspection = plugin::binary::inspect(file);
  print(options->has("json") ? report::inspection_json(inspection, file)
                             : report::inspection_text(inspection, file));
  return static_cast<int>(ExitCode::pass);
}

}  // namespace assay::runner
