/* SPDX-License-Identifier: Apache-2.0
 *
 * A detector that does what its `fault` says when it meets the datapoint `on`, and its duty
 * otherwise: one box over the upper left quarter, whose score is the first pixel's value / 255.
 */
#define _GNU_SOURCE /* dladdr */
#include <assay/plugin.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

typedef struct faulty {
  char fault[64];
  char on[64];
  int batches; /* predicted so far */
} faulty_t;

static const assay_host_t* the_host;

static assay_str_t text(const char* value) {
  assay_str_t result = {value, strlen(value)};
  return result;
}

static void keep(char to[64], const assay_value_t* from) {
  size_t n = from->count < 63 ? from->count : 63;
  memcpy(to, from->u.str, n);
  to[n] = '\0';
}

static void nap(long milliseconds) {
  struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  nanosleep(&time, NULL);
}

static void hang(void) {
  for (;;) nap(1000);
}

static assay_status_t init(const assay_host_t* host, assay_error_t* error) {
  (void)error;
  the_host = host;
  return ASSAY_OK;
}

/* A library of the driver's name, which lies beside this one. */
static void open_driver(void) {
  static const char name[] = "/libcuda.so.1";
  char path[1024];
  Dl_info here;
  const char* slash;
  if (dladdr((const void*)&the_host, &here) == 0) return;
  slash = strrchr(here.dli_fname, '/');
  if (slash == NULL || (size_t)(slash - here.dli_fname) + sizeof name > sizeof path) return;
  memcpy(path, here.dli_fname, (size_t)(slash - here.dli_fname));
  memcpy(path + (slash - here.dli_fname), name, sizeof name);
  if (dlopen(path, RTLD_NOW | RTLD_LOCAL) == NULL) fprintf(stderr, "%s\n", dlerror());
}

/* "asked" and "cuda" with its driver, "cuda in name only" without. */
static void report(const assay_call_t* call, const assay_value_t* device) {
  assay_device_t where = {ASSAY_DEVICE_CPU, 0};
  if (device->count == 0) return;
  if (strcmp(device->u.str, "asked") == 0) where = call->device;
  if (strncmp(device->u.str, "cuda", 4) == 0) where.type = ASSAY_DEVICE_CUDA;
  if (where.type == ASSAY_DEVICE_CUDA && device->count <= strlen("asked")) open_driver();
  call->host->report_device(call, where, text(where.type == ASSAY_DEVICE_CPU ? "cpu" : "Fake GPU"));
}

static assay_status_t load(const assay_call_t* call, const assay_value_t* args, uint32_t n_args,
                           void** model, assay_error_t* error) {
  faulty_t* made = calloc(1, sizeof *made);
  (void)n_args;
  keep(made->fault, &args[0]);
  keep(made->on, &args[1]);
  if (strcmp(made->fault, "load_error") == 0) {
    call->host->set_error(error, ASSAY_E_NOT_FOUND, text("weights.bin is not there"));
    free(made);
    return ASSAY_E_NOT_FOUND;
  }
  if (strcmp(made->fault, "load_crash") == 0) {
    fputs("about to crash\n", stderr);
    raise(SIGSEGV);
  }
  if (strcmp(made->fault, "load_hang") == 0) hang();
  if (strcmp(made->fault, "lost_gpu") == 0 && call->device.type == ASSAY_DEVICE_CUDA &&
      access(made->on, F_OK) == 0) {
    call->host->set_error(error, ASSAY_E_UNSUPPORTED, text("the GPU is lost"));
    free(made);
    return ASSAY_E_UNSUPPORTED;
  }
  report(call, &args[2]);
  *model = made;
  return ASSAY_OK;
}

static void unload(void* model) {
  faulty_t* made = model;
  if (strcmp(made->fault, "unload_hang") == 0) hang();
  if (strcmp(made->fault, "unload_crash") == 0) raise(SIGSEGV);
  free(made);
}

static const assay_dtype_t kF32 = {ASSAY_DTYPE_FLOAT, 32, 1};
static const assay_dtype_t kI64 = {ASSAY_DTYPE_INT, 64, 1};

static void* give(const assay_call_t* call, assay_sink_t* sink, uint32_t datapoint,
                  const char* name, assay_dtype_t dtype, int32_t ndim, const int64_t* shape) {
  assay_field_t field = {sizeof field, datapoint, {NULL, 0}, {NULL, 0}};
  void* data = NULL;
  field.name = text(name);
  if (call->host->out_alloc(sink, &field, dtype, ndim, shape, &data) != ASSAY_OK) abort();
  return data;
}

/* `fault` may bend what is given. */
static void detect(const assay_call_t* call, assay_sink_t* sink, uint32_t index,
                   const assay_image_t* image, const char* fault) {
  const int64_t boxes[2] = {1, 4};
  const int64_t one[1] = {1};
  const int64_t two[1] = {2};
  const uint8_t* pixels = image->pixels.data;
  float* box = give(call, sink, index, "boxes", kF32, 2, boxes);
  float* score = NULL;
  box[2] = (float)image->pixels.shape[1] / 2;
  box[3] = (float)image->pixels.shape[0] / 2;
  if (strcmp(fault, "nan") == 0) box[2] = NAN;
  if (strcmp(fault, "inverted") == 0) box[0] = box[2] + 1;
  if (strcmp(fault, "missing") != 0) {
    score = give(call, sink, index, "scores", kF32, 1, strcmp(fault, "lengths") == 0 ? two : one);
    *score = (float)pixels[image->pixels.byte_offset] / 255;
  }
  give(call, sink, index, strcmp(fault, "unknown") == 0 ? "clases" : "classes", kI64, 1, one);
}

/* Asks for `mebibytes` beside its duty, and declares the datapoint failed when it gets none. */
static void give_much(const assay_call_t* call, assay_sink_t* sink, uint32_t index,
                      int64_t mebibytes) {
  const assay_dtype_t bytes = {ASSAY_DTYPE_UINT, 8, 1};
  assay_field_t field = {sizeof field, index, {NULL, 0}, {NULL, 0}};
  void* data = NULL;
  int64_t shape[1];
  shape[0] = mebibytes << 20;
  field.name = text("user.much");
  if (call->host->out_alloc(sink, &field, bytes, 1, shape, &data) == ASSAY_OK) return;
  call->host->out_fail(sink, index, ASSAY_E_MEMORY, text("no memory for user.much"));
}

/* A process that left group, session and parent, as daemons do. */
static void leave_daemon(void) {
  if (fork() != 0) return;
  setsid();
  if (fork() != 0) _exit(0);
  for (;;) pause();
}

static void flood(void) {
  int i;
  for (i = 0; i < 40000; ++i)
    puts("all work and no play makes a long log of a hundred bytes or so");
}

static void take_memory(void) {
  size_t bytes = (size_t)400 << 20;
  char* memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory != MAP_FAILED) memset(memory, 1, bytes);
  hang();
}

static void close_descriptors(int highest) {
  int fd;
  for (fd = 0; fd <= highest; ++fd) close(fd);
}

/* The GPU goes with the process that used it, and never comes back: `on` names a file that says so.
 * Other devices wait for that, or there might be nothing left to do for the GPU. */
static void lose_gpu(const assay_call_t* call, const faulty_t* model) {
  if (strcmp(model->fault, "lost_gpu") != 0) return;
  if (call->device.type != ASSAY_DEVICE_CUDA) {
    while (access(model->on, F_OK) != 0 && !call->host->cancelled(call)) nap(1);
    return;
  }
  if (model->batches == 0) return;
  close(open(model->on, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  raise(SIGSEGV);
}

/* Does what ends or delays the process; returns where there is no such fault. */
static void misbehave(const assay_call_t* call, const faulty_t* model, uint32_t count,
                      const assay_image_t* image) {
  const char* fault = model->fault;
  if (strcmp(fault, "segfault") == 0) raise(SIGSEGV);
  if (strcmp(fault, "abort") == 0) abort();
  if (strcmp(fault, "exit") == 0) exit(0);
  if (strcmp(fault, "kill") == 0) kill(getpid(), SIGKILL);
  if (strcmp(fault, "hang") == 0) hang();
  if (strcmp(fault, "crash_in_batch") == 0 && count > 1) raise(SIGSEGV);
  if (strcmp(fault, "crash_when_used") == 0 && model->batches > 0) raise(SIGSEGV);
  if (strcmp(fault, "daemon") == 0) leave_daemon();
  if (strcmp(fault, "flood") == 0) flood();
  if (strcmp(fault, "memory") == 0) take_memory();
  if (strcmp(fault, "close_low") == 0) close_descriptors(63);
  if (strcmp(fault, "close_all") == 0) close_descriptors(1023);
  if (strcmp(fault, "write") == 0) *(volatile uint8_t*)image->pixels.data = 1;
  while (strcmp(fault, "slow") == 0 && !call->host->cancelled(call)) nap(1);
}

static assay_status_t predict(const assay_call_t* call, const assay_value_t* args, uint32_t n_args,
                              assay_sink_t* sink, assay_error_t* error) {
  faulty_t* model = args[0].u.handle;
  const assay_batch_t* batch = args[1].u.batch;
  uint32_t i;
  (void)n_args;
  report(call, &args[2]);
  lose_gpu(call, model);
  for (i = 0; i < batch->count; ++i) {
    const assay_datapoint_t* datapoint = batch->datapoints[i];
    const assay_image_t* image = datapoint->inputs[0]->image;
    const int hit = strlen(model->on) == datapoint->id.size &&
                    memcmp(model->on, datapoint->id.data, datapoint->id.size) == 0;
    if (hit || strcmp(model->on, "*") == 0) {
      misbehave(call, model, batch->count, image);
      if (strcmp(model->fault, "slow") == 0) return ASSAY_E_CANCELLED;
      if (strcmp(model->fault, "status") == 0) {
        call->host->set_error(error, ASSAY_E_UNSUPPORTED, text("cannot do this one"));
        return ASSAY_E_UNSUPPORTED;
      }
      if (strcmp(model->fault, "fail") == 0) {
        call->host->out_fail(sink, i, ASSAY_E_DATAPOINT, text("too dark"));
      }
      if (strcmp(model->fault, "silent") == 0) continue;
      if (strcmp(model->fault, "large") == 0) give_much(call, sink, i, 2);
      if (strcmp(model->fault, "too_large") == 0) give_much(call, sink, i, 8);
      detect(call, sink, i, image, model->fault);
    } else {
      detect(call, sink, i, image, "");
    }
  }
  ++model->batches;
  return ASSAY_OK;
}

#define OPTIONAL_TEXT(id)                                                                         \
  {                                                                                               \
    .struct_size = sizeof(assay_param_t), .kinds = ASSAY_KIND_BIT(ASSAY_KIND_STRING), .name = id, \
    .default_value = &kEmpty                                                                      \
  }

static const assay_value_t kEmpty = {.kind = ASSAY_KIND_STRING, .u = {.str = ""}};
static const assay_param_t kFault = OPTIONAL_TEXT("fault");
static const assay_param_t kOn = OPTIONAL_TEXT("on");
static const assay_param_t kDevice = OPTIONAL_TEXT("reported");
static const assay_param_t kModel = {.struct_size = sizeof(assay_param_t),
                                     .kinds = ASSAY_KIND_BIT(ASSAY_KIND_HANDLE),
                                     .flags = ASSAY_PARAM_REQUIRED,
                                     .name = "model",
                                     .handle_type = "Faulty"};
static const assay_param_t kDatapoints = {.struct_size = sizeof(assay_param_t),
                                          .kinds = ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS),
                                          .name = "datapoints"};
static const assay_param_t* const kLoadParams[] = {&kFault, &kOn, &kDevice};
static const assay_param_t* const kPredictParams[] = {&kModel, &kDatapoints, &kDevice};

#define EVERY_DEVICE (ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU) | ASSAY_DEVICE_BIT(ASSAY_DEVICE_CUDA))

static const assay_entry_t kLoad = {.struct_size = sizeof(assay_entry_t),
                                    .n_params = 3,
                                    .name = "load",
                                    .model_type = "Faulty",
                                    .params = kLoadParams,
                                    .device_mask = EVERY_DEVICE,
                                    .load = load,
                                    .unload = unload};
static const assay_entry_t kPredict = {.struct_size = sizeof(assay_entry_t),
                                       .n_params = 3,
                                       .name = "predict",
                                       .params = kPredictParams,
                                       .device_mask = EVERY_DEVICE,
                                       .color_mask = ASSAY_COLOR_BIT(ASSAY_COLOR_RGB),
                                       .predict = predict};
static const assay_entry_t* const kEntries[] = {&kLoad, &kPredict};

const assay_plugin_t assay_plugin_v1 = {.magic = ASSAY_MAGIC,
                                        .struct_size = sizeof(assay_plugin_t),
                                        .abi_minor = ASSAY_ABI_MINOR,
                                        .id = "org.example.faulty",
                                        .name = "Faulty",
                                        .version = "1.0.0",
                                        .n_entries = 2,
                                        .entries = kEntries,
                                        .init = init};
