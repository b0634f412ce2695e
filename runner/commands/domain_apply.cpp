// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/domain_apply.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/definition/parse.hpp"
#include "core/image/decode.hpp"
#include "core/image/encode.hpp"
#include "core/pipeline/image_loader.hpp"
#include "core/stress/domain/draw_point.hpp"
#include "core/stress/domain/point_text.hpp"
#include "core/stress/domain/transform.hpp"
#include "runner/commands/chosen_domain.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/run_options.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

CommandSpec apply_spec() {
  return {
      "assay domain apply [DEFINITION] --domain D IMAGE [--set NODE.AXIS=VALUE]... -o OUT.png",
      "Shows what a point of a domain makes of an image. Axes that are not set are where they do "
      "least,\nor with --random anywhere. Prints the point.",
      {"IMAGE"},
      {{"domain", 0, "NAME",
        "of the definition, or a built-in one; or an operator, with its ranges"},
       severity_option(),
       {"dataset", 0, "NAME", "of the definition: read the image by its exif, alpha and truncated"},
       {"set", 0, "NODE.AXIS=VALUE", "the value of an axis", true},
       {"random", 0, "", "draw the other axes as the domain distributes them"},
       {"seed", 0, "N", "of the run (default: 0)"},
       {"id", 0, "TEXT",
        "of the datapoint, which its randomness is keyed by (default: the "
        "name of the file)"},
       {"draw", 0, "N", "which of several at the same point (default: 0)"},
       {"output", 'o', "OUT.png", "the file to write"}},
      true};
}

/// RGB pixels in memory of their own.
struct Pixels {
  image::Size size;
  std::vector<std::byte> bytes;

  image::PixelView view() const { return {bytes, size, image::PixelFormat::rgb}; }
};

struct ReadRules {
  image::DecodeRules rules;
  image::DecodeLimits limits;
};

ReadRules read_rules(const ParsedOptions& options,
                     const std::optional<definition::Definition>& definition) {
  if (!options.has("dataset")) return {};
  if (!definition) throw Error(ErrorKind::usage, "--dataset is of a definition; name that, too");
  const definition::Dataset& dataset = choose_dataset(*definition, options);
  return {pipeline::decode_rules(dataset), pipeline::decode_limits(dataset)};
}

Pixels read_pixels(const std::string& file, const ReadRules& how) {
  return in_context([&] { return "reading " + file; },
                    [&] {
                      const image::EncodedImage encoded =
                          image::read_image(file, how.rules, how.limits);
                      const image::Size size = encoded.size();
                      if (const auto unfit = stress::unfit_size(size))
                        throw Error(ErrorKind::usage, *unfit);
                      Pixels pixels{size, {}};
                      pixels.bytes.resize(image::byte_size(pixels.size, image::PixelFormat::rgb));
                      image::decode(encoded, {pixels.bytes, pixels.size, image::PixelFormat::rgb});
                      return pixels;
                    });
}

std::uint64_t number(const ParsedOptions& options, const std::string& name, std::uint64_t most) {
  return options.count(name, 0, most).value_or(0);
}

/// An operator's own domain has one transformation, of its name.
stress::Domain domain_or_operator(const definition::Definition* definition, const std::string& name,
                                  const stress::Catalogue& catalogue, Severity severity) {
  if (auto found = find_domain(definition, name, catalogue, severity)) return *std::move(found);
  const stress::Operator* one = catalogue.find(name);
  if (one == nullptr) refuse_domain_or_operator(name, definition, catalogue);
  if (one->inputs == 1) return domain_of(*one, catalogue, severity);
  throw Error(ErrorKind::usage,
              fmt::format("the operator '{}' joins images; write a domain that has it", name));
}

/// What it would lose or mislead by is refused.
void check_output(const std::filesystem::path& output, const std::filesystem::path& input) {
  if (output.extension() != ".png") {
    throw Error(ErrorKind::usage,
                fmt::format("-o is written as PNG, which loses nothing; call it {}",
                            std::filesystem::path(output).replace_extension(".png").string()));
  }
  std::error_code none;  // where one does not exist they are not the same
  if (!std::filesystem::equivalent(output, input, none)) return;
  throw Error(ErrorKind::usage,
              fmt::format("-o is the image itself, {}; name another file", input.string()));
}

int apply(const ParsedOptions& options) {
  if (options.positional_count() > 2) {
    throw Error(ErrorKind::usage, "give one image, after the definition where there is one");
  }
  const auto name = options.text("domain");
  const auto output = options.text("output");
  if (!name) throw Error(ErrorKind::usage, "--domain is missing; 'assay domain list' lists them");
  if (!output) throw Error(ErrorKind::usage, "-o is missing: the file to write");
  const bool has_definition = options.positional_count() == 2;
  std::optional<definition::Definition> definition;
  if (has_definition) definition = definition::parse_file(options.positional(0), {{}, "", true});
  const stress::Catalogue catalogue;
  const stress::Domain domain = domain_or_operator(definition ? &*definition : nullptr, *name,
                                                   catalogue, severity_of(options));

  const std::uint64_t seed = number(options, "seed", definition::kLargestSeed);
  stress::Stream random({seed, "", "point", 0});
  stress::DomainPoint point =
      options.has("random") ? draw_point(domain, random) : domain.weakest_point();
  apply_settings(domain, options.texts("set"), point);
  const std::string file = options.positional(has_definition ? 1 : 0);
  check_output(*output, file);
  const Pixels pixels = read_pixels(file, read_rules(options, definition));
  const std::string id =
      options.text("id").value_or(std::filesystem::path(file).filename().string());
  Pixels result{pixels.size, std::vector<std::byte>(pixels.bytes.size())};
  stress::Workspace workspace;
  transform(
      domain, point,
      {pixels.view(), id, seed, static_cast<std::uint32_t>(number(options, "draw", 1U << 31))},
      {result.bytes, result.size, image::PixelFormat::rgb}, workspace);
  write_file_atomically(*output, image::encode_png(result.view()));
  print(fmt::format("{}\n", fmt::join(settings_of(domain, point), "\n")));
  return static_cast<int>(ExitCode::pass);
}

}  // namespace

int run_domain_apply(const std::vector<std::string>& arguments) {
  const CommandSpec spec = apply_spec();
  const auto options = parse(spec, arguments);
  if (options) return apply(*options);
  print(help_text(spec));
  return static_cast<int>(ExitCode::pass);
}

}  // namespace assay::runner
