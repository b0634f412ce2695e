// SPDX-License-Identifier: Apache-2.0
#include "network.hpp"

#include <algorithm>
#include <opencv2/core/cuda.hpp>
#include <sstream>

namespace opencv_dnn {
namespace {

using assay::Error;
using assay::Status;

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

void require_file(const std::filesystem::path& file) {
  if (std::filesystem::is_regular_file(file)) return;
  throw Error(Status::not_found, "no such file: " + file.string());
}

/// Darknet and Caffe describe a network in one file and hold its weights in another.
void require_config(const NetworkOptions& options) {
  const std::string extension = options.weights.extension().string();
  const char* const wanted = extension == ".weights"      ? ".cfg"
                             : extension == ".caffemodel" ? ".prototxt"
                                                          : nullptr;
  if (wanted == nullptr || options.config) return;
  throw Error(Status::argument, options.weights.filename().string() + " needs its " + wanted +
                                    ": name it in 'config'");
}

/// OpenCV quotes messages within messages over several lines, each with a "> ".
std::string in_one_line(const std::string& message) {
  std::istringstream lines(message);
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    line.erase(0, line.find_first_not_of("> "));
    if (!line.empty()) text += (text.empty() ? "" : " ") + line;
  }
  return text;
}

/// What is known to stop OpenCV's importers, by a word of its complaint.
std::string hint_for(const std::string& complaint) {
  const auto mentions = [&](const char* word) { return complaint.find(word) != std::string::npos; };
  if (mentions("Clip")) {
    return "; Clip with its bounds as inputs is not supported before OpenCV 4.7: export with opset "
           "10 or lower, or without clamp and ReLU6";
  }
  if (mentions("MatMul") || mentions("Gemm")) {
    return "; this OpenCV multiplies matrices of two dimensions only: export the layer as a linear "
           "one, or use a newer OpenCV";
  }
  if (mentions("TopK") || mentions("NonMaxSuppression")) {
    return "; export the network without its selection of boxes: this plugin selects them itself";
  }
  if (mentions("Can't create layer")) {
    return "; this OpenCV does not know the layer: use a newer one, or replace the layer at export";
  }
  return "";
}

cv::dnn::Net read(const NetworkOptions& options) {
  require_file(options.weights);
  if (options.config) require_file(*options.config);
  require_config(options);
  try {
    return cv::dnn::readNet(options.weights.string(),
                            options.config ? options.config->string() : std::string());
  } catch (const cv::Exception& error) {
    throw Error(Status::unsupported, "OpenCV " CV_VERSION " cannot read " +
                                         options.weights.filename().string() + ": " +
                                         in_one_line(error.err) + hint_for(error.err));
  }
}

bool has_cuda() {
  const std::vector<cv::dnn::Target> targets =
      cv::dnn::getAvailableTargets(cv::dnn::DNN_BACKEND_CUDA);
  return std::find(targets.begin(), targets.end(), cv::dnn::DNN_TARGET_CUDA) != targets.end();
}

/// Without this check OpenCV would run on the CPU and only log that it does.
void use_cuda(cv::dnn::Net& net, const assay::Context& context) {
  const assay::Device device = context.device();
  if (!has_cuda()) {
    throw Error(
        Status::unsupported,
        "device " + device.name() +
            ": this OpenCV (" CV_VERSION
            ") has no CUDA backend, or finds no GPU; build the plugin with an OpenCV that was "
            "configured with OPENCV_DNN_CUDA=ON (-DOpenCV_DIR=...), or choose device cpu");
  }
  cv::cuda::setDevice(device.id);
  net.setPreferableBackend(cv::dnn::DNN_BACKEND_CUDA);
  net.setPreferableTarget(cv::dnn::DNN_TARGET_CUDA);
  context.report_device(
      device, cv::cuda::DeviceInfo(device.id).name() + std::string(", OpenCV " CV_VERSION));
}

void use_cpu(cv::dnn::Net& net, const assay::Context& context, int threads) {
  net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
  net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
  context.report_device(context.device(), "cpu, OpenCV " CV_VERSION ", " + std::to_string(threads) +
                                              (threads == 1 ? " thread" : " threads"));
}

/// Each blob as one row, so that they can be put below each other.
std::vector<cv::Mat> rows_of(const std::vector<cv::Mat>& blobs) {
  std::vector<cv::Mat> rows;
  for (const cv::Mat& blob : blobs) rows.push_back(blob.reshape(1, 1));
  return rows;
}

std::vector<int> stacked_shape(const std::vector<cv::Mat>& blobs) {
  const cv::Mat& one = blobs.front();
  std::vector<int> shape(one.size.p, one.size.p + one.dims);
  shape.front() = static_cast<int>(blobs.size());
  return shape;
}

/// Entry `i` of the first extent, with an extent of 1 in its place. A copy: `output` may not
/// outlive the next forward.
cv::Mat part_of(const cv::Mat& output, int i) {
  std::vector<int> shape(output.size.p, output.size.p + output.dims);
  shape.front() = 1;
  return cv::Mat(output.dims, shape.data(), output.type(), const_cast<std::uint8_t*>(output.ptr(i)))
      .clone();
}

[[noreturn]] void refuse_to_part(const cv::Mat& output, int count) {
  throw Error(Status::unsupported,
              "the network gives an output of " + shape_of(output) + " for " +
                  std::to_string(count) +
                  " images: it was exported for one at a time, leave out 'batched'");
}

}  // namespace

std::string shape_of(const cv::Mat& array) {
  std::string text;
  for (int i = 0; i < array.dims; ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(array.size[i]);
  }
  return "[" + text + "]";
}

Network::Network(const NetworkOptions& options, const assay::Context& context)
    : net_(read(options)), batched_(options.batched) {
  // The number of threads changes the last bits of the results, so it is the definition's to
  // choose.
  cv::setNumThreads(options.threads);
  if (context.device().is_cuda()) {
    use_cuda(net_, context);
  } else {
    use_cpu(net_, context, options.threads);
  }
  outputs_ = net_.getUnconnectedOutLayersNames();
}

std::string Network::output_list() const {
  return joined(outputs_);
}

std::vector<std::string> Network::choose_outputs(const std::vector<std::string>& wanted,
                                                 bool any_number) const {
  for (const std::string& name : wanted) {
    if (std::find(outputs_.begin(), outputs_.end(), name) != outputs_.end()) continue;
    throw Error(Status::argument,
                "the network has no output '" + name + "' (it has: " + output_list() + ")");
  }
  if (!any_number && wanted.size() > 1) {
    throw Error(Status::argument, "give one name in 'outputs', not " + joined(wanted));
  }
  if (!wanted.empty()) return wanted;
  if (!any_number && outputs_.size() != 1) {
    throw Error(Status::argument, "the network has several outputs (" + output_list() +
                                      "): name the one to read in 'outputs'");
  }
  return outputs_;
}

std::vector<cv::Mat> Network::forward(const cv::Mat& blob, const std::vector<std::string>& names) {
  std::vector<cv::Mat> outputs;
  try {
    net_.setInput(blob);
    net_.forward(outputs, names);
  } catch (const cv::Exception& error) {
    const char* const hint = blob.size[0] > 1
                                 ? "; was it exported for batches? else leave out 'batched'"
                                 : "; is 'size' the size it was exported with?";
    throw Error(Status::internal, "OpenCV cannot run the network on an input of " + shape_of(blob) +
                                      ": " + in_one_line(error.err) + hint);
  }
  return outputs;
}

std::vector<std::vector<cv::Mat>> Network::forward_together(const std::vector<cv::Mat>& blobs,
                                                            const std::vector<std::string>& names) {
  const auto count = static_cast<int>(blobs.size());
  if (count == 1) return {forward(blobs.front(), names)};
  cv::Mat stacked;
  cv::vconcat(rows_of(blobs), stacked);
  std::vector<std::vector<cv::Mat>> each(blobs.size());
  for (const cv::Mat& output : forward(stacked.reshape(1, stacked_shape(blobs)), names)) {
    if (output.size[0] != count) refuse_to_part(output, count);
    for (int i = 0; i < count; ++i) each[static_cast<std::size_t>(i)].push_back(part_of(output, i));
  }
  return each;
}

}  // namespace opencv_dnn
