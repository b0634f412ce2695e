// SPDX-License-Identifier: Apache-2.0
// What a definition may say: for each of its sections the keys with their types, defaults, ranges
// and meanings. The parser reads by these tables (fields.hpp), and json_schema.hpp writes them down
// for editors. What several keys mean together (a circle of transformations, min above max) is not
// here but where the section is read.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::definition {

/// Both bounds belong to what is allowed.
struct IntegerRange {
  std::int64_t low = 0;
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
};

struct Section;

/// What a value may be.
struct Shape {
  enum class Kind {
    text,     // any text
    name,     // text of one line, not empty
    path,     // text, not empty
    integer,  // in `range`
    number,   // finite, more than `above`, `most` at most
    boolean,
    choice,   // one of `words`
    list,     // each item one of `of`, `range` of them
    map,      // keys are free or as `keys`, each value one of `of`, `range` of them
    record,   // a map with the keys of `section`
    nothing,  // null
    any,
  };
  Kind kind = Kind::any;
  IntegerRange range = {};
  std::optional<double> above = {};  // of a number: not this, but more
  std::optional<double> most = {};   // the same: this, or less
  std::vector<std::string> words = {};
  std::string pattern = "";  // of text: a regular expression, for editors alone
  std::string keys = "";     // of a map: the same of each key
  std::vector<Shape> of = {};
  const Section* section = nullptr;
};

struct Key {
  enum class Use {
    required,
    optional,
    ignored,  // Efemarai's: checked, and without effect
  };
  std::string name;
  Use use = Use::optional;
  std::vector<Shape> shapes;  // any one of them
  std::string fallback;       // the default as JSON; "" where there is none
  std::string meaning;        // one line
};

/// What one value of a key makes of the others.
struct Condition {
  std::string key, value;             // where `key` is `value`:
  std::vector<std::string> required;  // these must be there,
  std::vector<std::string> refused;   // and these must not
};

struct Section {
  std::string id;    // "dataset": its name among the JSON Schema's $defs
  std::string what;  // "a data set": how messages call it
  std::vector<Key> keys;
  std::vector<Condition> conditions = {};
  /// One of these sets of keys must be there: for editors alone, who reads the section says it.
  std::vector<std::vector<std::string>> one_of_sets = {};

  /// The key must be one of the section's.
  const Key& key(std::string_view name) const;
  std::vector<std::string> key_names() const;
};

/// The tables; each lives as long as the program.
namespace schema {
const Section& definition();
const Section& domains_alone();  // a file that is asked for its domains
const Section& project();
const Section& gate();
const Section& baseline();
const Section& test();

const Section& dataset();

const Section& model();
const Section& repository();
const Section& file();
const Section& classes();
const Section& runtime();
const Section& batch();
const Section& load();
const Section& predict();
const Section& input();
const Section& load_output();
const Section& predict_output();
const Section& companion();  // assay.yaml or efemarai.yaml of a model's repository
const Section& companion_model();

const Section& domain();
const Section& domain_file();  // what `file` of a domain names
const Section& transformation();
const Section& axis();
const Section& datapoint_input();
const Section& datapoint_output();
const Section& endpoint();

/// A severity preset: how much of their ranges free axes are given.
Key severity_key(const char* fallback, const char* meaning);
}  // namespace schema

/// Shapes in one word each.
namespace shape {
Shape text();
Shape text_like(std::string pattern);
Shape name();
Shape path();
Shape integer(IntegerRange range = {});
Shape number(std::optional<double> above = {}, std::optional<double> most = {});
Shape boolean();
Shape choice(std::vector<std::string> words);
Shape list(std::vector<Shape> of, IntegerRange count = {});
Shape map(std::vector<Shape> of, IntegerRange count = {}, std::string keys = "");
Shape record(const Section& section);
Shape nothing();
Shape any();
}  // namespace shape

}  // namespace assay::definition
