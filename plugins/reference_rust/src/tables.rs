// SPDX-License-Identifier: Apache-2.0
//! What the plugin says about itself: constant data only, so that a host can read it from the file.

use crate::assay_abi::*;
use core::ffi::CStr;

pub const MODEL_TYPE: &CStr = c"reference_rust.Detector";

const fn int(i: i64) -> assay_value_t {
    assay_value_t { kind: ASSAY_KIND_INT, u: assay_value_u { i }, ..assay_value_t::EMPTY }
}

const fn text(text: &'static str) -> assay_value_t {
    let u = assay_value_u { str: text.as_ptr().cast() };
    assay_value_t { kind: ASSAY_KIND_STRING, count: text.len() as u32, u, ..assay_value_t::EMPTY }
}

static FOUR: Constant<assay_value_t> = Constant(int(4));
static WANTED: Constant<[assay_value_t; 2]> = Constant([text("bright"), text("dark")]);

static CELLS: Constant<assay_param_t> = Constant(assay_param_t {
    kinds: 1 << ASSAY_KIND_INT,
    flags: ASSAY_PARAM_MINIMUM | ASSAY_PARAM_MAXIMUM,
    name: c"cells".as_ptr(),
    doc: c"how many parts an image is cut in, in each direction".as_ptr(),
    default_value: &FOUR.0,
    minimum: 1.0,
    maximum: 64.0,
    ..assay_param_t::EMPTY
});
static FIND: Constant<assay_param_t> = Constant(assay_param_t {
    kinds: 1 << ASSAY_KIND_STRING,
    name: c"find".as_ptr(),
    doc: c"which parts are found".as_ptr(),
    default_value: WANTED.0.as_ptr(),
    choices: WANTED.0.as_ptr(),
    n_choices: 2,
    ..assay_param_t::EMPTY
});
static THRESHOLD_FILE: Constant<assay_param_t> = Constant(assay_param_t {
    kinds: 1 << ASSAY_KIND_PATH,
    name: c"threshold_file".as_ptr(),
    doc: c"a text with the mean from which on a part is bright; 128 without".as_ptr(),
    ..assay_param_t::EMPTY
});
static MODEL: Constant<assay_param_t> = Constant(assay_param_t {
    kinds: 1 << ASSAY_KIND_HANDLE,
    flags: ASSAY_PARAM_REQUIRED,
    name: c"model".as_ptr(),
    handle_type: MODEL_TYPE.as_ptr(),
    ..assay_param_t::EMPTY
});
static IMAGES: Constant<assay_param_t> = Constant(assay_param_t {
    kinds: 1 << ASSAY_KIND_IMAGES,
    name: c"datapoints".as_ptr(),
    ..assay_param_t::EMPTY
});

static LOAD_PARAMS: Constant<[*const assay_param_t; 3]> =
    Constant([&CELLS.0, &FIND.0, &THRESHOLD_FILE.0]);
static PREDICT_PARAMS: Constant<[*const assay_param_t; 2]> = Constant([&MODEL.0, &IMAGES.0]);

static LOAD: Constant<assay_entry_t> = Constant(assay_entry_t {
    n_params: 3,
    name: c"load".as_ptr(),
    doc: c"makes a detector".as_ptr(),
    model_type: MODEL_TYPE.as_ptr(),
    params: LOAD_PARAMS.0.as_ptr(),
    threading: ASSAY_THREADING_FREE,
    device_mask: 1 << ASSAY_DEVICE_CPU,
    load: Some(crate::load),
    unload: Some(crate::unload),
    ..assay_entry_t::EMPTY
});
static PREDICT: Constant<assay_entry_t> = Constant(assay_entry_t {
    n_params: 2,
    name: c"predict".as_ptr(),
    doc: c"boxes, scores and classes of the parts that are found".as_ptr(),
    params: PREDICT_PARAMS.0.as_ptr(),
    threading: ASSAY_THREADING_FREE,
    device_mask: 1 << ASSAY_DEVICE_CPU,
    color_mask: 1 << ASSAY_COLOR_RGB,
    predict: Some(crate::predict),
    ..assay_entry_t::EMPTY
});

static ENTRIES: Constant<[*const assay_entry_t; 2]> = Constant([&LOAD.0, &PREDICT.0]);

/// The one symbol that the library exports.
#[no_mangle]
#[allow(non_upper_case_globals)]
pub static assay_plugin_v1: Constant<assay_plugin_t> = Constant(assay_plugin_t {
    magic: ASSAY_MAGIC,
    abi_minor: ASSAY_ABI_MINOR,
    min_host_minor: ASSAY_ABI_MINOR,
    id: c"org.assay.reference-rust".as_ptr(),
    name: c"Reference in Rust".as_ptr(),
    version: c"1.0.0".as_ptr(),
    author: c"the assay authors".as_ptr(),
    license: c"Apache-2.0".as_ptr(),
    sdk: c"hand-written Rust".as_ptr(),
    n_entries: 2,
    entries: ENTRIES.0.as_ptr(),
    ..assay_plugin_t::EMPTY
});
