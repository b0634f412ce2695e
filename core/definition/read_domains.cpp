// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/definition/domain_graph.hpp"
#include "core/definition/path_fault.hpp"
#include "core/definition/read_axis.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

RawEndpoint read_endpoint(const Node& node, const Scope& scope, Reading& reading) {
  const Fields fields(node, schema::endpoint(), reading, scope);
  RawEndpoint end;
  end.mark = fields.mark("transformation");
  end.transformation = fields.text("transformation").value_or("");
  end.index = static_cast<std::size_t>(fields.integer("index").value_or(0));
  return end;
}

std::vector<RawEndpoint> read_inputs(const Node& list, const Scope& scope, Reading& reading) {
  std::vector<RawEndpoint> inputs;
  for (const NodePtr& item : list.items) {
    const Fields fields(*item, schema::datapoint_input(), reading, scope);
    (void)fields.choice("type");
    const Node* from = fields.find("output_from");
    inputs.push_back(from == nullptr ? RawEndpoint{} : read_endpoint(*from, scope, reading));
  }
  return inputs;
}

std::vector<std::vector<RawEndpoint>> read_outputs(const Node& list, const Scope& scope,
                                                   Reading& reading) {
  std::vector<std::vector<RawEndpoint>> outputs;
  for (const NodePtr& item : list.items) {
    const Fields fields(*item, schema::datapoint_output(), reading, scope);
    (void)fields.choice("type");
    outputs.emplace_back();
    const Node* ends = fields.list("input_to");
    if (ends == nullptr) continue;
    for (const NodePtr& end : ends->items) {
      outputs.back().push_back(read_endpoint(*end, scope, reading));
    }
  }
  return outputs;
}

Transformation read_transformation(const Node& node, RawLinks& links, Reading& reading) {
  const Scope scope;
  const Fields fields(node, schema::transformation(), reading, scope,
                      called("the transformation", node, "a transformation"));
  Transformation transformation;
  transformation.mark = fields.mark("name");
  transformation.name = fields.text("name").value_or("");
  transformation.operator_name = fields.text("operator").value_or("");
  transformation.operator_mark = fields.mark("operator");
  transformation.severity = read_severity(fields, reading);
  if (const Node* axes = fields.list("axes")) {
    UniqueNames names("axes of " + called("the transformation", node, "a transformation"));
    for (const NodePtr& item : axes->items) {
      transformation.axes.push_back(read_axis(*item, scope, reading));
      names.add(transformation.axes.back().name, transformation.axes.back().mark, reading);
    }
  }
  if (const Node* inputs = fields.list("inputs")) {
    links.inputs = read_inputs(*inputs, scope, reading);
  }
  if (const Node* outputs = fields.list("outputs")) {
    links.outputs = read_outputs(*outputs, scope, reading);
  }
  return transformation;
}

/// Whether their number is one of the table's.
bool check_count(const Node& list, Reading& reading) {
  const IntegerRange range = schema::domain().key("transformations").shapes.front().range;
  if (list.items.empty()) {
    reading.problems.add(list.mark, "a domain needs at least one transformation; add one");
  } else if (static_cast<std::int64_t>(list.items.size()) > range.high) {
    reading.problems.add(list.mark, fmt::format("a domain has at most {} transformations, this "
                                                "has {}; make several domains of it",
                                                range.high, list.items.size()));
    return false;
  }
  return true;
}

void read_transformations(const Node& list, Domain& domain, Reading& reading) {
  if (!check_count(list, reading)) return;
  std::vector<RawLinks> links;
  UniqueNames names("transformations");
  bool unique = true;
  for (const NodePtr& item : list.items) {
    links.emplace_back();
    domain.transformations.push_back(read_transformation(*item, links.back(), reading));
    const Transformation& added = domain.transformations.back();
    unique = names.add(added.name, added.mark, reading) && unique;
  }
  if (unique) link(links, domain.transformations, reading);
}

/// The only domain that a file has; nullptr where that is not so, which is reported.
const Node* only_domain(const Fields& top, Reading& reading) {
  const Node* one = top.find("domain");
  const Node* list = top.find("domains");
  if ((one == nullptr) == (list == nullptr)) {
    if (top.is_map()) {
      reading.problems.add(top.mark(), one == nullptr
                                           ? "'domain' is missing in the file of a domain; it may "
                                             "also be a list 'domains' of one"
                                           : "the file of a domain has 'domain' or 'domains', not "
                                             "both; remove one");
    }
    return nullptr;
  }
  if (one != nullptr) return one;
  list = top.list("domains");
  if (list == nullptr) return nullptr;
  if (list->items.size() == 1) return list->items.front().get();
  reading.problems.add(list->mark, fmt::format("the file of a domain has one, this has {}; make "
                                               "the others files of their own",
                                               list->items.size()));
  return nullptr;
}

/// The domain of a file: the entry's own name and severity go before those there.
void read_file_domain(const Node& root, Domain& domain, Reading& reading) {
  const Scope scope;
  const Fields top(root, schema::domain_file(), reading, scope);
  const Node* node = only_domain(top, reading);
  if (node == nullptr) return;
  const Fields fields(*node, schema::domain(), reading, scope);
  if (domain.name.empty()) domain.name = fields.text("name").value_or("");
  const auto severity = read_severity(fields, reading);
  if (!domain.severity) domain.severity = severity;
  if (fields.find("file") != nullptr) {
    reading.problems.add(fields.mark("file"),
                         "the file of a domain cannot name another one; write its transformations "
                         "here");
    return;
  }
  const Node* list = fields.list("transformations");
  if (list != nullptr) read_transformations(*list, domain, reading);
  if (fields.is_map() && fields.find("transformations") == nullptr) {
    fields.report_missing("transformations");
  }
}

void follow_file(const Fields& fields, Domain& domain, Surroundings& around, Reading& reading) {
  const auto text = fields.text("file");
  const Mark mark = fields.mark("file");
  if (!text || !require_local(*text, fields.label("file"), mark, reading)) return;
  const std::filesystem::path path = resolve(around.directory, *text);
  if (auto fault = fault_in_path(path, PathKind::file, "the definition's folder")) {
    reading.problems.add(mark, *std::move(fault));
    return;
  }
  const OtherFilePtr file = around.files.open(path, mark, reading);
  if (file == nullptr) return;
  domain.source = source_of(file);
  read_other(*file, mark, reading,
             [&](const Node& root, Reading& inner) { read_file_domain(root, domain, inner); });
}

Domain read_domain(const Node& node, Surroundings& around, Reading& reading) {
  const Scope scope;
  const Fields fields(node, schema::domain(), reading, scope,
                      called("the domain", node, "a domain"));
  Domain domain;
  domain.mark = fields.mark("name");
  if (!fields.is_map()) return domain;
  domain.name = fields.text("name").value_or("");
  domain.severity = read_severity(fields, reading);
  const bool has_file = fields.find("file") != nullptr;
  if (has_file && fields.find("transformations") != nullptr) {
    reading.problems.add(fields.mark("transformations"),
                         "a domain has 'file' or 'transformations', not both; remove one");
  } else if (has_file) {
    follow_file(fields, domain, around, reading);
  } else if (const Node* list = fields.list("transformations")) {
    read_transformations(*list, domain, reading);
  } else if (fields.find("transformations") == nullptr && !fields.is_misspelled("file")) {
    fields.report_missing("transformations", "; list them here, or name their file with 'file'");
  }
  const bool named = fields.find("name") != nullptr || !domain.name.empty();
  if (!named && (!has_file || domain.source)) fields.report_missing("name");
  return domain;
}

}  // namespace

std::optional<double> read_severity(const Fields& fields, Reading& reading) {
  const auto severity = fields.number("severity");
  if (!severity || (*severity > 0 && *severity <= kFullSeverity)) return severity;
  reading.problems.add(fields.mark("severity"),
                       fmt::format("{} must be above 0 and at most {}, which is all of the "
                                   "ranges, got {}",
                                   fields.label("severity"), kFullSeverity, *severity));
  return std::nullopt;
}

std::vector<Domain> read_domains(const Node& list, Surroundings& around, Reading& reading) {
  std::vector<Domain> domains;
  UniqueNames names("domains");
  for (const NodePtr& item : list.items) {
    domains.push_back(read_domain(*item, around, reading));
    names.add(domains.back().name, domains.back().mark, reading);
  }
  return domains;
}

}  // namespace assay::definition
