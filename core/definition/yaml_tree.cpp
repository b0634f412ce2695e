// SPDX-License-Identifier: Apache-2.0
#include "core/definition/yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "core/definition/raw_scalar.hpp"
#include "core/definition/syntax_error.hpp"

namespace assay::definition {
namespace {

Mark mark_of(const YAML::Mark& mark) {
  return mark.is_null() ? Mark{} : Mark{mark.line + 1, mark.column + 1};
}

std::string too_deep() {
  return fmt::format("lists and maps are nested more than {} deep; a definition never needs that",
                     kDeepest);
}

/// yaml-cpp's events become nodes. A list or map is complete, and can be referred to, when it ends.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const Source& source, const LineIndex& lines, Problems& problems)
      : text_(source.text), lines_(lines), problems_(problems) {}

  NodePtr root() const { return root_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (started_) {
      problems_.fail(mark_of(mark),
                     "a second document starts here; a definition is one document, so check the "
                     "indentation and remove '---'");
    }
    started_ = true;
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    auto node = make(Node::Kind::null, mark_of(mark));
    const bool empty = place_null(*node);
    complete(empty, std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto target = anchors_.find(anchor);
    if (target == anchors_.end()) {
      problems_.fail(mark_of(mark), "the alias stands inside of what it refers to; write it out");
    }
    if (stack_.size() + target->second->height > kDeepest)
      problems_.fail(mark_of(mark), too_deep());
    count(target->second->nodes, target->second->bytes, mark_of(mark));
    add(target->second, mark_of(mark), false);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    auto node = make(Node::Kind::scalar, mark_of(mark));
    node->quoted = is_text(tag, mark_of(mark));
    node->text = value;
    node->bytes = value.size();
    count(0, value.size(), node->mark);
    check_quotes(*node);
    if (value.find('\0') != std::string::npos) {  // C text ends there, so a plugin would see less
      problems_.fail(node->mark, "a value must not have a NUL character (\\0); remove it");
    }
    complete(false, std::move(node), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::Kind::list, mark_of(mark), tag, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::Kind::map, mark_of(mark), tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Key {
    std::string text;
    Mark mark;
  };
  /// A list or map that is being read.
  struct Level {
    std::shared_ptr<Node> node;
    YAML::anchor_t anchor = 0;
    std::unordered_set<std::string> keys;
    std::optional<Key> key;  // of the value that comes next
  };

  std::shared_ptr<Node> make(Node::Kind kind, Mark mark) {
    count(1, 0, mark);
    auto node = std::make_shared<Node>();
    node->kind = kind;
    node->mark = mark.line == 0 ? mark : lines_.mark(skip_properties(text_, lines_.offset(mark)));
    return node;
  }

  void count(std::size_t nodes, std::size_t bytes, Mark mark) {
    nodes_ += nodes;
    bytes_ += bytes;
    if (nodes_ > kMostNodes) {
      problems_.fail(mark, fmt::format("more than {} values, aliases written out; make it smaller",
                                       kMostNodes));
    }
    if (bytes_ > kMostText) {
      problems_.fail(mark, fmt::format("more than {} bytes of text, aliases written out; make it "
                                       "smaller",
                                       kMostText));
    }
  }

  /// Whether a tag makes a scalar text. "?" is a plain scalar's, "!" a quoted one's.
  bool is_text(const std::string& tag, Mark mark) {
    if (tag.empty() || tag == "?") return false;
    if (tag == "!" || tag == "tag:yaml.org,2002:str") return true;
    constexpr std::string_view kCore = "tag:yaml.org,2002:";
    const std::string spelled = tag.starts_with(kCore) ? "!!" + tag.substr(kCore.size()) : tag;
    problems_.add(mark, fmt::format("the tag {} is not known; remove it (quotes make text)",
                                    in_quotes(spelled)));
    return false;
  }

  /// yaml-cpp takes a quote that the file never closes for one that ends with the file.
  void check_quotes(const Node& node) {
    const std::size_t offset = lines_.offset(node.mark);
    const bool quotes =
        node.quoted && offset < text_.size() && (text_[offset] == '"' || text_[offset] == '\'');
    if (quotes && !end_of_quotes(text_, offset)) {
      problems_.fail(node.mark, "this quote is never closed");
    }
  }

  /// An empty value is reported where the next token starts; moves it to where people look for it.
  /// True when it is empty, and not spelled as null.
  bool place_null(Node& node) {
    const std::size_t offset = lines_.offset(node.mark);
    const std::string_view rest = std::string_view(text_).substr(offset, 4);
    if (rest.starts_with('~') || rest == "null" || rest == "Null" || rest == "NULL") return false;
    if (!stack_.empty() && stack_.back().key) {
      node.mark = stack_.back().key->mark;
    } else if (const auto owner = owner_of_empty(text_, offset)) {
      node.mark = lines_.mark(*owner);
    }
    return true;
  }

  void open(Node::Kind kind, Mark mark, const std::string& tag, YAML::anchor_t anchor) {
    if (stack_.size() >= kDeepest) problems_.fail(mark, too_deep());
    is_text(tag, mark);
    stack_.push_back({make(kind, mark), anchor, {}, {}});
  }

  void close() {
    Level level = std::move(stack_.back());
    stack_.pop_back();
    ++level.node->height;
    complete(false, std::move(level.node), level.anchor);
  }

  void complete(bool empty, NodePtr node, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = node;
    const Mark mark = node->mark;
    add(std::move(node), mark, empty);
  }

  /// `mark`: where it stands, which for an alias is not where it was written.
  void add(NodePtr node, Mark mark, bool empty) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Level& level = stack_.back();
    if (level.node->kind == Node::Kind::map && !level.key) {
      start_entry(level, *node, mark);
      return;
    }
    if (level.node->kind == Node::Kind::map && empty) check_colon(*level.key);
    level.node->nodes += node->nodes;
    level.node->bytes += node->bytes;
    level.node->height = std::max(level.node->height, node->height);
    if (level.node->kind == Node::Kind::list) {
      level.node->items.push_back(std::move(node));
    } else {
      finish_entry(level, std::move(node));
    }
  }

  void start_entry(Level& level, const Node& key, Mark mark) {
    if (key.kind != Node::Kind::scalar) {
      problems_.fail(mark, "a key must be text; give this value a name before ':'");
    }
    level.key = Key{key.text, mark};
    ++level.node->nodes;
    level.node->bytes += key.text.size();
  }

  void finish_entry(Level& level, NodePtr value) {
    Key key = *std::exchange(level.key, std::nullopt);
    if (!level.keys.insert(key.text).second) {
      problems_.add(key.mark, fmt::format("the key {} stands here for the second time; keep one",
                                          in_quotes(key.text)));
      return;
    }
    level.node->entries.push_back({std::move(key.text), key.mark, std::move(value)});
  }

  /// yaml-cpp takes a last word without ':' for a key.
  void check_colon(const Key& key) {
    const std::size_t offset = lines_.offset(key.mark);
    const bool alias = offset < text_.size() && text_[offset] == '*';
    if (!alias && !has_colon(text_, offset, key.text)) {
      problems_.fail(key.mark, fmt::format("':' is missing after {}", in_quotes(key.text)));
    }
  }

  const std::string& text_;
  const LineIndex& lines_;
  Problems& problems_;
  bool started_ = false;
  std::vector<Level> stack_;
  std::unordered_map<YAML::anchor_t, NodePtr> anchors_;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
  NodePtr root_;
};

/// yaml-cpp looks ahead over a whole line of brackets before it tells of the first: a megabyte of
/// them costs 250 MB. So what is far beyond any real file is refused without asking it.
void refuse_bracket_towers(const Source& source, const LineIndex& lines, Problems& problems) {
  constexpr long kTower = 1000;
  long open = 0;
  for (std::size_t i = 0; i < source.text.size(); ++i) {
    const char c = source.text[i];
    if (c == '[' || c == '{') ++open;
    if ((c == ']' || c == '}') && open > 0) --open;
    if (open > kTower) problems.fail(lines.mark(i), too_deep());
  }
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return entry.value.get();
  }
  return nullptr;
}

NodePtr read_tree(const Source& source, const LineIndex& lines, Problems& problems) {
  refuse_bracket_towers(source, lines, problems);
  TreeBuilder builder(source, lines, problems);
  try {
    std::istringstream stream(source.text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    fail_on_syntax(mark_of(error.mark), error.msg, source, lines, problems);
  }
  if (!builder.root()) problems.fail({}, "the file is empty; a definition starts with 'project:'");
  return builder.root();
}

}  // namespace assay::definition
