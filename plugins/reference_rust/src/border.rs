// SPDX-License-Identifier: Apache-2.0
//! Where C meets Rust: a call's arguments, images and outputs as safe types, and a guard that lets no
//! panic out. What it lends lives no longer than the call.

use crate::assay_abi::*;
use core::ffi::{c_void, CStr};
use core::slice;
use std::any::Any;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::Path;

/// Why a call fails: the user reads the text beside the line of the definition.
pub struct Failure {
    status: assay_status_t,
    text: String,
}

impl Failure {
    pub fn new(status: assay_status_t, text: impl Into<String>) -> Self {
        Self { status, text: text.into() }
    }
}

fn abi_text(text: &str) -> assay_str_t {
    assay_str_t { data: text.as_ptr().cast(), size: text.len() as u64 }
}

/// A call in progress, and the host behind it.
pub struct Call(*const assay_call_t);

impl Call {
    fn host(&self) -> &assay_host_t {
        unsafe { &*(*self.0).host }
    }

    pub fn is_cancelled(&self) -> bool {
        unsafe { (self.host().cancelled)(self.0) != 0 }
    }

    pub fn report_device(&self, name: &str) {
        unsafe { (self.host().report_device)(self.0, (*self.0).device, abi_text(name)) }
    }
}

/// Does `work` for a function that the host has called: a failure becomes status and text, and so
/// does a panic, which must not unwind into C. `call` and `error` are what the host handed over.
pub unsafe fn guarded(
    call: *const assay_call_t,
    error: *mut assay_error_t,
    work: impl FnOnce(&Call) -> Result<(), Failure>,
) -> assay_status_t {
    let call = Call(call);
    let failure = match catch_unwind(AssertUnwindSafe(|| work(&call))) {
        Ok(Ok(())) => return ASSAY_OK,
        Ok(Err(failure)) => failure,
        Err(panic) => Failure::new(ASSAY_E_INTERNAL, format!("it panicked: {}", said(&*panic))),
    };
    unsafe { (call.host().set_error)(error, failure.status, abi_text(&failure.text)) };
    failure.status
}

/// What a panic says: a literal, or a formatted text.
fn said(panic: &(dyn Any + Send)) -> &str {
    let literal = panic.downcast_ref::<&str>().copied();
    literal.or(panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no text")
}

/// The arguments of a call. The host has checked them against the tables, so a failure here tells of
/// a host that has not.
pub struct Arguments<'call>(&'call [assay_value_t]);

impl<'call> Arguments<'call> {
    /// `values` points to `count` values that live for the call; NULL when there are none.
    pub unsafe fn new(values: *const assay_value_t, count: u32) -> Self {
        if count == 0 {
            return Self(&[]);
        }
        Self(unsafe { slice::from_raw_parts(values, count as usize) })
    }

    fn of_kind(&self, index: usize, kind: assay_kind_t) -> Result<&'call assay_value_t, Failure> {
        let value = self.0.get(index).filter(|value| value.kind == kind);
        value.ok_or_else(|| {
            Failure::new(ASSAY_E_ARGUMENT, format!("argument {index} is not of kind {kind}"))
        })
    }

    fn bytes(&self, index: usize, kind: assay_kind_t) -> Result<&'call [u8], Failure> {
        let value = self.of_kind(index, kind)?;
        if value.count == 0 {
            return Ok(&[]);
        }
        Ok(unsafe { slice::from_raw_parts(value.u.str.cast(), value.count as usize) })
    }

    pub fn int(&self, index: usize) -> Result<i64, Failure> {
        Ok(unsafe { self.of_kind(index, ASSAY_KIND_INT)?.u.i })
    }

    pub fn text(&self, index: usize) -> Result<&'call str, Failure> {
        core::str::from_utf8(self.bytes(index, ASSAY_KIND_STRING)?)
            .map_err(|_| Failure::new(ASSAY_E_ARGUMENT, format!("argument {index} is not UTF-8")))
    }

    /// None where the definition does not give it.
    pub fn path(&self, index: usize) -> Result<Option<&'call Path>, Failure> {
        if self.of_kind(index, ASSAY_KIND_NULL).is_ok() {
            return Ok(None);
        }
        Ok(Some(Path::new(OsStr::from_bytes(self.bytes(index, ASSAY_KIND_PATH)?))))
    }

    /// Handles of the type `name` must all be addresses of a `Model`.
    pub unsafe fn model<Model>(&self, index: usize, name: &CStr) -> Result<&'call Model, Failure> {
        let value = self.of_kind(index, ASSAY_KIND_HANDLE)?;
        let is_known = !value.handle_type.is_null()
            && unsafe { CStr::from_ptr(value.handle_type) } == name
            && !unsafe { value.u.handle }.is_null();
        if !is_known {
            return Err(Failure::new(ASSAY_E_ARGUMENT, format!("the model is no {name:?}")));
        }
        Ok(unsafe { &*value.u.handle.cast() })
    }

    /// One for each datapoint of the call, in order.
    pub fn images(&self, index: usize) -> Result<impl Iterator<Item = Image<'call>>, Failure> {
        let list = unsafe { &*self.of_kind(index, ASSAY_KIND_IMAGES)?.u.images };
        Ok((0..list.count as usize).map(|i| Image(unsafe { &(**list.images.add(i)).pixels })))
    }
}

/// An image of three channels, as the tables ask for.
pub struct Image<'call>(&'call assay_tensor_t);

impl<'call> Image<'call> {
    pub fn height(&self) -> usize {
        unsafe { *self.0.shape as usize }
    }

    pub fn width(&self) -> usize {
        unsafe { *self.0.shape.add(1) as usize }
    }

    /// Without what pads it. The next row begins `strides[0]` further; behind the last may be nothing.
    pub fn row(&self, y: usize) -> &'call [u8] {
        assert!(y < self.height(), "row {y} of {}", self.height());
        unsafe {
            let first = self.0.data.cast::<u8>().add(self.0.byte_offset as usize);
            slice::from_raw_parts(first.add(y * *self.0.strides as usize), 3 * self.width())
        }
    }
}

/// A type that fields consist of.
///
/// # Safety
/// All zeros are one of its values, and `DTYPE` says what it is.
pub unsafe trait Element {
    const DTYPE: assay_dtype_t;
}
unsafe impl Element for f32 {
    const DTYPE: assay_dtype_t =
        assay_dtype_t { code: ASSAY_DTYPE_FLOAT as u8, bits: 32, lanes: 1 };
}
unsafe impl Element for i64 {
    const DTYPE: assay_dtype_t = assay_dtype_t { code: ASSAY_DTYPE_INT as u8, bits: 64, lanes: 1 };
}

/// Where predictions go.
pub struct Output<'call> {
    call: &'call Call,
    sink: *mut assay_sink_t,
}

impl<'call> Output<'call> {
    /// `sink` is the one of this call.
    pub unsafe fn new(call: &'call Call, sink: *mut assay_sink_t) -> Self {
        Self { call, sink }
    }

    /// A field of the host's own memory, to be filled; zeros at first.
    pub fn array<Of: Element>(
        &self,
        datapoint: u32,
        name: &str,
        shape: &[usize],
    ) -> Result<&'call mut [Of], Failure> {
        let field = assay_field_t { datapoint, name: abi_text(name), ..assay_field_t::EMPTY };
        let extents: Vec<i64> = shape.iter().map(|&extent| extent as i64).collect();
        let mut data: *mut c_void = core::ptr::null_mut();
        let allocate = self.call.host().out_alloc;
        let status = unsafe {
            allocate(self.sink, &field, Of::DTYPE, shape.len() as i32, extents.as_ptr(), &mut data)
        };
        if status != ASSAY_OK {
            // Where memory is short, the host calls again with fewer datapoints.
            return Err(Failure::new(status, format!("the host refused {name}")));
        }
        match shape.iter().product() {
            0 => Ok(&mut []),
            count => Ok(unsafe { slice::from_raw_parts_mut(data.cast(), count) }),
        }
    }

    /// This datapoint cannot be predicted; others can.
    pub fn fail(&self, datapoint: u32, status: assay_status_t, why: &str) {
        unsafe { (self.call.host().out_fail)(self.sink, datapoint, status, abi_text(why)) }
    }
}
