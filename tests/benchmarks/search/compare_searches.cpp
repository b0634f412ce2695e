// SPDX-License-Identifier: Apache-2.0
// All searches on landscapes with known failures, with the same budget and paired seeds. Prints
// what each found for 1000 predictions.
//
// usage: bench_searches [SEEDS [PREDICTIONS_PER_IMAGE]]
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <set>

#include "tests/support/landscape.hpp"

namespace {

using namespace assay::stress;

constexpr std::size_t kGeneration = 64;
constexpr std::size_t kUnderWay = 2;

struct Found {
  double failures = 0, cells = 0, broken = 0;  // the first two of 1000 predictions
};

Found run(const Landscape& landscape, std::string_view name, std::uint64_t seed, std::size_t each) {
  SearchSetting setting{landscape.space, {}, seed, each * landscape.images};
  for (std::size_t i = 0; i < landscape.images; ++i) setting.images.push_back(std::to_string(i));
  const auto search = make_search(name, setting);
  std::set<std::pair<std::size_t, std::vector<std::uint8_t>>> cells;
  std::set<std::size_t> broken;
  Found found;
  std::deque<std::vector<Proposal>> under_way;  // as in a run (search_stage.cpp)
  for (std::size_t asked = 0; asked < setting.budget || !under_way.empty();) {
    while (asked < setting.budget && under_way.size() < kUnderWay) {
      under_way.push_back(search->ask(std::min(kGeneration, setting.budget - asked)));
      asked += under_way.back().size();
    }
    const std::vector<Proposal> proposals = std::move(under_way.front());
    under_way.pop_front();
    std::vector<Verdict> verdicts;
    for (const Proposal& proposal : proposals) {
      verdicts.push_back(verdict_of(landscape, proposal.image, proposal.place));
      if (!verdicts.back().failed) continue;
      ++found.failures;
      broken.insert(proposal.image);
      cells.insert({proposal.image, cell_of(landscape.space, proposal.place)});
    }
    search->tell(proposals, verdicts);
  }
  const double thousands = static_cast<double>(setting.budget) / 1000;
  return {found.failures / thousands, static_cast<double>(cells.size()) / thousands,
          static_cast<double>(broken.size())};
}

}  // namespace

int main(int argc, char** argv) {
  const auto seeds = static_cast<std::uint64_t>(argc > 1 ? std::atoll(argv[1]) : 30);
  const auto each = static_cast<std::size_t>(argc > 2 ? std::atoll(argv[2]) : 100);
  std::printf("%-24s %-14s %10s %10s %8s\n", "landscape", "search", "failures", "cells", "broken");
  for (const int kind : {0, 1, 2, 3}) {
    for (const std::string_view name : search_names()) {
      Found sum;
      std::string title;
      for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const Landscape landscape = kind == 0   ? corners(seed, 20)
                                    : kind == 1 ? slopes(seed, 20)
                                    : kind == 2 ? interior(seed, 20, false)
                                                : interior(seed, 20, true);
        title = landscape.name;
        const Found one = run(landscape, name, seed, each);
        sum.failures += one.failures;
        sum.cells += one.cells;
        sum.broken += one.broken;
      }
      const auto count = static_cast<double>(seeds);
      std::printf("%-24s %-14s %10.1f %10.1f %8.1f\n", title.c_str(), std::string(name).c_str(),
                  sum.failures / count, sum.cells / count, sum.broken / count);
      std::fflush(stdout);
    }
  }
  return 0;
}
