// SPDX-License-Identifier: Apache-2.0
//! How a plugin is linked. rustc itself writes the version script: of a cdylib it exports what is
//! `#[no_mangle]`, here the descriptor alone.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    for keyword in ["defs", "now", "relro", "noexecstack", "nodelete"] {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,{keyword}");
    }
}
