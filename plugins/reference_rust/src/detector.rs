// SPDX-License-Identifier: Apache-2.0
//! A model that is no network: it cuts an image in cells and finds those that are bright, or dark.
//! By integer arithmetic, so equal pixels give equal bytes on every machine.

use crate::border::Image;
use core::ops::Range;

pub enum Wanted {
    Bright,
    Dark,
}

pub struct Detector {
    /// In each direction, at least 1.
    pub cells: usize,
    pub wanted: Wanted,
    /// The mean from which on a cell is bright.
    pub threshold: u8,
}

pub struct Detection {
    /// x1, y1, x2, y2
    pub corners: [f32; 4],
    pub score: f32,
    /// The channel with the largest sum: 0 red, 1 green, 2 blue.
    pub class: i64,
}

impl Detector {
    /// Fails, with a text, for an image that has fewer pixels than cells in a direction.
    pub fn detect(&self, image: &Image) -> Result<Vec<Detection>, String> {
        let (width, height, cells) = (image.width(), image.height(), self.cells);
        if width.min(height) < cells {
            return Err(format!(
                "{width} x {height} pixels cannot be cut in {cells} x {cells} cells"
            ));
        }
        let part = |extent, i| extent * i / cells..extent * (i + 1) / cells;
        let mut found = Vec::new();
        for y in 0..cells {
            for x in 0..cells {
                found.extend(self.judge(image, part(width, x), part(height, y)));
            }
        }
        Ok(found)
    }

    fn judge(&self, image: &Image, columns: Range<usize>, rows: Range<usize>) -> Option<Detection> {
        let sums = channel_sums(image, &columns, &rows);
        let sum: u64 = sums.iter().sum();
        let bytes = (3 * columns.len() * rows.len()) as u64;
        let is_bright = sum >= bytes * u64::from(self.threshold);
        let brightness = sum as f64 / (255 * bytes) as f64;
        let score = match (&self.wanted, is_bright) {
            (Wanted::Bright, true) => brightness,
            (Wanted::Dark, false) => 1.0 - brightness,
            _ => return None,
        };
        let corners = [columns.start, rows.start, columns.end, rows.end].map(|at| at as f32);
        let class = (0..3).rev().max_by_key(|&channel| sums[channel])? as i64;
        Some(Detection { corners, score: score as f32, class })
    }
}

fn channel_sums(image: &Image, columns: &Range<usize>, rows: &Range<usize>) -> [u64; 3] {
    let mut sums = [0; 3];
    for y in rows.clone() {
        for pixel in image.row(y)[3 * columns.start..3 * columns.end].chunks_exact(3) {
            for (sum, &value) in sums.iter_mut().zip(pixel) {
                *sum += u64::from(value);
            }
        }
    }
    sums
}
