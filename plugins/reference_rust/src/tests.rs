// SPDX-License-Identifier: Apache-2.0
//! The border, under a host that only listens.

use crate::assay_abi::*;
use crate::border::{guarded, Arguments, Failure};
use core::ffi::{c_char, c_void};
use core::mem::size_of;
use core::ptr::{null, null_mut};

/// What `set_error` was told.
#[derive(Default)]
struct Heard {
    status: assay_status_t,
    text: String,
}

unsafe extern "C" fn set_error(
    heard: *mut assay_error_t,
    status: assay_status_t,
    text: assay_str_t,
) {
    let bytes = unsafe { core::slice::from_raw_parts(text.data.cast::<u8>(), text.size as usize) };
    let text = String::from_utf8_lossy(bytes).into_owned();
    unsafe { *heard.cast::<Heard>() = Heard { status, text } };
}
unsafe extern "C" fn log(_: *const assay_host_t, _: assay_log_level_t, _: assay_str_t) {}
unsafe extern "C" fn cancelled(_: *const assay_call_t) -> i32 {
    0
}
unsafe extern "C" fn report_device(_: *const assay_call_t, _: assay_device_t, _: assay_str_t) {}
unsafe extern "C" fn out_alloc(
    _: *mut assay_sink_t,
    _: *const assay_field_t,
    _: assay_dtype_t,
    _: i32,
    _: *const i64,
    _: *mut *mut c_void,
) -> assay_status_t {
    ASSAY_E_MEMORY
}
unsafe extern "C" fn out_copy(
    _: *mut assay_sink_t,
    _: *const assay_field_t,
    _: *const assay_tensor_t,
) -> assay_status_t {
    ASSAY_E_MEMORY
}
unsafe extern "C" fn out_value(
    _: *mut assay_sink_t,
    _: *const assay_field_t,
    _: *const assay_value_t,
) -> assay_status_t {
    ASSAY_E_MEMORY
}
unsafe extern "C" fn out_fail(_: *mut assay_sink_t, _: u32, _: assay_status_t, _: assay_str_t) {}
unsafe extern "C" fn extension(_: *const assay_host_t, _: *const c_char) -> *const c_void {
    null()
}

static HOST: Constant<assay_host_t> = Constant(assay_host_t {
    struct_size: size_of::<assay_host_t>() as u32,
    abi_minor: ASSAY_ABI_MINOR,
    name: assay_str_t::EMPTY,
    version: assay_str_t::EMPTY,
    log,
    set_error,
    cancelled,
    report_device,
    out_alloc,
    out_copy,
    out_value,
    out_fail,
    extension,
});

/// What a call returns whose work is `work`, and what it says.
fn outcome_of(work: impl FnOnce() -> Result<(), Failure>) -> (assay_status_t, Heard) {
    let call = assay_call_t { host: &HOST.0, ..assay_call_t::EMPTY };
    let mut heard = Heard::default();
    let error: *mut Heard = &mut heard;
    let status = unsafe { guarded(&call, error.cast(), |_| work()) };
    (status, heard)
}

fn assert_fails(work: impl FnOnce() -> Result<(), Failure>, status: assay_status_t, text: &str) {
    let (returned, heard) = outcome_of(work);
    assert_eq!((returned, heard.status, heard.text.as_str()), (status, status, text));
}

#[test]
fn work_that_succeeds_says_nothing() {
    let (status, heard) = outcome_of(|| Ok(()));
    assert_eq!((status, heard.text.as_str()), (ASSAY_OK, ""));
}

#[test]
fn a_panic_becomes_status_and_text() {
    assert_fails(|| panic!("cell {} of 4", 7), ASSAY_E_INTERNAL, "it panicked: cell 7 of 4");
    assert_fails(|| panic!("out of cells"), ASSAY_E_INTERNAL, "it panicked: out of cells");
}

#[test]
fn missing_arguments_are_refused() {
    let none = unsafe { Arguments::new(null(), 0) };
    assert_fails(|| none.int(0).map(drop), ASSAY_E_ARGUMENT, "argument 0 is not of kind 2");
}

#[test]
fn a_handle_of_another_type_is_refused() {
    let mut model = 7;
    let pointer: *mut i32 = &mut model;
    let handle = |address: *mut i32, handle_type: *const c_char| assay_value_t {
        kind: ASSAY_KIND_HANDLE,
        u: assay_value_u { handle: address.cast() },
        handle_type,
        ..assay_value_t::EMPTY
    };
    let values = [
        handle(pointer, c"a.Model".as_ptr()),
        handle(pointer, c"another.Model".as_ptr()),
        handle(pointer, null()),
        handle(null_mut(), c"a.Model".as_ptr()),
    ];
    let arguments = unsafe { Arguments::new(values.as_ptr(), values.len() as u32) };
    let model_of = |index| unsafe { arguments.model::<i32>(index, c"a.Model") };
    assert_eq!(model_of(0).ok(), Some(&7));
    for index in 1..4 {
        let text = "the model is no \"a.Model\"";
        assert_fails(|| model_of(index).map(drop), ASSAY_E_ARGUMENT, text);
    }
}
