// SPDX-License-Identifier: Apache-2.0
//! A detector in Rust, without a crate: the functions that the host calls.
//!
//! `assay_abi` is the contract, generated from its headers. `border` is where C meets Rust and holds
//! nearly all that is unsafe; take both as they are. `tables` is what the plugin says about itself,
//! `detector` the model: ordinary Rust.
#![deny(unsafe_op_in_unsafe_fn)]

#[rustfmt::skip]
mod assay_abi;
mod border;
mod detector;
mod tables;
#[cfg(test)]
mod tests;

use assay_abi::*;
use border::{guarded, Arguments, Call, Failure, Output};
use core::ffi::c_void;
use detector::{Detection, Detector, Wanted};
use std::path::Path;

const DEFAULT_THRESHOLD: u8 = 128;

/// The threshold is all that this model has learned.
fn read_threshold(path: &Path) -> Result<u8, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        let text = format!("threshold_file {} cannot be read: {error}", path.display());
        Failure::new(ASSAY_E_NOT_FOUND, text)
    })?;
    text.trim().parse().map_err(|_| {
        let text = format!("threshold_file {} holds no number from 0 to 255", path.display());
        Failure::new(ASSAY_E_ARGUMENT, text)
    })
}

fn make_detector(arguments: &Arguments) -> Result<Detector, Failure> {
    Ok(Detector {
        cells: arguments.int(0)? as usize, // in the range that the tables state
        wanted: match arguments.text(1)? {
            "dark" => Wanted::Dark,
            _ => Wanted::Bright,
        },
        threshold: match arguments.path(2)? {
            Some(path) => read_threshold(path)?,
            None => DEFAULT_THRESHOLD,
        },
    })
}

unsafe extern "C" fn load(
    call: *const assay_call_t,
    args: *const assay_value_t,
    n_args: u32,
    model: *mut *mut c_void,
    error: *mut assay_error_t,
) -> assay_status_t {
    let work = |call: &Call| {
        let detector = make_detector(&unsafe { Arguments::new(args, n_args) })?;
        call.report_device("cpu, integer arithmetic");
        // The host keeps the address and gives it back through `unload`, once.
        unsafe { *model = Box::into_raw(Box::new(detector)).cast() };
        Ok(())
    };
    unsafe { guarded(call, error, work) }
}

unsafe extern "C" fn unload(model: *mut c_void) {
    drop(unsafe { Box::from_raw(model.cast::<Detector>()) });
}

fn write(output: &Output, datapoint: u32, found: &[Detection]) -> Result<(), Failure> {
    let count = found.len();
    let boxes = output.array::<f32>(datapoint, "boxes", &[count, 4])?;
    let scores = output.array::<f32>(datapoint, "scores", &[count])?;
    let classes = output.array::<i64>(datapoint, "classes", &[count])?;
    for (i, detection) in found.iter().enumerate() {
        boxes[4 * i..4 * i + 4].copy_from_slice(&detection.corners);
        scores[i] = detection.score;
        classes[i] = detection.class;
    }
    Ok(())
}

fn predict_all(call: &Call, arguments: &Arguments, output: &Output) -> Result<(), Failure> {
    // Only `load` makes handles of this type.
    let detector: &Detector = unsafe { arguments.model(0, tables::MODEL_TYPE)? };
    for (datapoint, image) in (0..).zip(arguments.images(1)?) {
        if call.is_cancelled() {
            return Err(Failure::new(ASSAY_E_CANCELLED, "cancelled between images"));
        }
        match detector.detect(&image) {
            Ok(found) => write(output, datapoint, &found)?,
            Err(why) => output.fail(datapoint, ASSAY_E_DATAPOINT, &why), // the others go on
        }
    }
    Ok(())
}

unsafe extern "C" fn predict(
    call: *const assay_call_t,
    args: *const assay_value_t,
    n_args: u32,
    sink: *mut assay_sink_t,
    error: *mut assay_error_t,
) -> assay_status_t {
    let work = |call: &Call| {
        let arguments = unsafe { Arguments::new(args, n_args) };
        predict_all(call, &arguments, &unsafe { Output::new(call, sink) })
    };
    unsafe { guarded(call, error, work) }
}
