# SPDX-License-Identifier: Apache-2.0
"""The operators that peers have too, with the same parameters on all sides: those at 70 % of
Efemarai's ranges, as its wrapper hands them to albumentations.

Run by compare.py with the Python of a peer: peers.py PEER IMAGE REPEATS. Reads names of operators,
one a line, and answers each with the CPU milliseconds of a call, or with what went wrong.
"""
import math
import sys
import time
import warnings
from dataclasses import dataclass
from typing import Callable, Optional

ALL = (0, 0, 1, 1)  # the whole image


@dataclass
class Row:
    name: str
    ours: str  # the axes
    v1: Optional[Callable]  # of albumentations 1.3.1; None: it has not got it
    v2: Optional[Callable]
    same: bool = False  # ours and theirs are one call of the same library
    hard: bool = False  # noise, blur and distortion, where more is asked of us


def both(name, ours, call, **how):
    return Row(name, ours, call, call, **how)


ROWS = [
    # An odd side and length: 2.x takes no others.
    both("Blur", "blur=15", lambda A: A.Blur(blur_limit=(15, 15), p=1), same=True),
    both("MedianBlur", "median_blur_scale=10", lambda A: A.MedianBlur(blur_limit=(21, 21), p=1),
         hard=True),
    both("GaussianBlur", "sigma=5.6",
         lambda A: A.GaussianBlur(blur_limit=(0, 0), sigma_limit=(5.6, 5.6), p=1), hard=True),
    both("MotionBlur", "motion_blur=15 motion_direction=0.3",
         lambda A: A.MotionBlur(blur_limit=(15, 15), p=1), hard=True),
    both("ZoomBlur", "max_factor=1.7 step_factor=0.025",
         lambda A: A.ZoomBlur(max_factor=(1.7, 1.7), step_factor=(0.025, 0.025), p=1), hard=True),
    both("Defocus", "radius=7", lambda A: A.Defocus(radius=(7, 7), alias_blur=(0.1, 0.1), p=1),
         hard=True),
    both("Sharpen", "sharpen_alpha=0.7 sharpen_lightness=1",
         lambda A: A.Sharpen(alpha=(0.7, 0.7), lightness=(1, 1), p=1)),
    Row("GaussianNoise", "gauss_noise_var=7",
        lambda A: A.GaussNoise(var_limit=(7, 7), mean=0, p=1),
        lambda A: A.GaussNoise(std_range=(math.sqrt(7) / 255,) * 2, p=1), hard=True),
    both("ISONoise", "iso_color_shift=0.7 iso_intensity=0.5",
         lambda A: A.ISONoise(color_shift=(0.7, 0.7), intensity=(0.5, 0.5), p=1), hard=True),
    both("Speckle", "deviation=0.42",  # theirs is uniform
         lambda A: A.MultiplicativeNoise(multiplier=(0.58, 1.42), per_channel=True,
                                         elementwise=True, p=1), hard=True),
    Row("SaltPepper", "amount=0.21", None,
        lambda A: A.SaltAndPepper(amount=(0.21, 0.21), p=1), hard=True),
    Row("ShotNoise", "deviation=0.42", None,
        lambda A: A.ShotNoise(scale_range=(0.42, 0.42), p=1), hard=True),
    Row("JPEGCompression", "quality=70",
        lambda A: A.JpegCompression(quality_lower=70, quality_upper=70, p=1),
        lambda A: A.ImageCompression(compression_type="jpeg", quality_range=(70, 70), p=1),
        same=True),
    Row("ImageCompression", "image_quality=70",
        lambda A: A.ImageCompression(quality_lower=70, quality_upper=70, p=1),
        lambda A: A.ImageCompression(compression_type="jpeg", quality_range=(70, 70), p=1),
        same=True),
    both("CLAHE", "clip_limit=2.1 tile_grid_size=11",
         lambda A: A.CLAHE(clip_limit=(2.1, 2.1), tile_grid_size=(11, 11), p=1)),
    both("Equalize", "equalize=true", lambda A: A.Equalize(mode="cv", by_channels=True, p=1)),
    both("ToneCurve", "scale=0.35", lambda A: A.RandomToneCurve(scale=0.35, p=1)),
    both("Gamma", "gamma=1.2", lambda A: A.RandomGamma(gamma_limit=(120, 120), p=1)),
    both("BrightnessContrast", "brightness=0.2 contrast=0.2",
         lambda A: A.RandomBrightnessContrast(brightness_limit=(0.2, 0.2),
                                              contrast_limit=(0.2, 0.2), p=1)),
    both("ShiftHSV", "hue=40 sat=40 val=40",
         lambda A: A.HueSaturationValue(hue_shift_limit=(40, 40), sat_shift_limit=(40, 40),
                                        val_shift_limit=(40, 40), p=1)),
    both("ChannelShift", "red=0.14 green=0.14 blue=0.14",
         lambda A: A.RGBShift(r_shift_limit=(36, 36), g_shift_limit=(36, 36),
                              b_shift_limit=(36, 36), p=1)),
    Row("ColorTemperature", "kelvin=9150", None,
        lambda A: A.PlanckianJitter(temperature_limit=(6000, 9150), p=1)),
    both("ToSepia", "sepia=true", lambda A: A.ToSepia(p=1), same=True),
    both("ToGray", "gray=true", lambda A: A.ToGray(p=1), same=True),
    Row("Posterize", "num_bits=5", lambda A: A.Posterize(num_bits=5, p=1),
        lambda A: A.Posterize(num_bits=5, p=1)),
    Row("Solarize", "solarize_threshold=178", lambda A: A.Solarize(threshold=178, p=1),
        lambda A: A.Solarize(threshold_range=(178 / 255, 178 / 255), p=1)),
    both("HorizontalFlip", "hflip=true", lambda A: A.HorizontalFlip(p=1), same=True),
    both("VerticalFlip", "vflip=true", lambda A: A.VerticalFlip(p=1), same=True),
    Row("Affine", "affine_scale=1.1 shear_x=16 shear_y=16 affine_rotate=72",
        lambda A: A.Affine(scale=1.1, rotate=(72, 72), shear={"x": (16, 16), "y": (16, 16)},
                           mode=1, p=1),
        lambda A: A.Affine(scale=1.1, rotate=(72, 72), shear={"x": (16, 16), "y": (16, 16)},
                           border_mode=1, p=1)),
    Row("Perspective", "perspective_scale=0.14",
        lambda A: A.Perspective(scale=0.14, keep_size=True, pad_mode=0, p=1),
        lambda A: A.Perspective(scale=(0.14, 0.14), keep_size=True, border_mode=0, p=1)),
    Row("ElasticTransform", "elastic_alpha=56 elastic_sigma=144 elastic_alpha_affine=0.7",
        lambda A: A.ElasticTransform(alpha=56, sigma=144, alpha_affine=0.7, border_mode=0,
                                     approximate=True, same_dxdy=True, p=1),
        lambda A: A.ElasticTransform(alpha=56, sigma=144, border_mode=0, approximate=True,
                                     same_dxdy=True, p=1), hard=True),
    Row("OpticalDistortion", "distort_limit=0.4 distort_shift_limit=4",
        lambda A: A.OpticalDistortion(distort_limit=(0.4, 0.4), shift_limit=(4, 4),
                                      border_mode=4, p=1),
        lambda A: A.OpticalDistortion(distort_limit=(0.4, 0.4), border_mode=4, p=1), hard=True),
    Row("LensDistortion", "k1=0.16 k2=0.08",
        lambda A: A.OpticalDistortion(distort_limit=(0.16, 0.16), border_mode=0, p=1),
        lambda A: A.OpticalDistortion(distort_limit=(0.16, 0.16), border_mode=0, p=1), hard=True),
    Row("GridDistortion", "num_steps=7 distort_limit=0.12",
        lambda A: A.GridDistortion(num_steps=7, distort_limit=(0.12, 0.12), border_mode=4, p=1),
        lambda A: A.GridDistortion(num_steps=7, distort_limit=(0.12, 0.12), normalized=False,
                                   border_mode=4, p=1), hard=True),
    Row("PiecewiseAffine", "scale=0.035 num_rows=3 num_cols=3 interpolation=2",
        lambda A: A.PiecewiseAffine(scale=0.035, nb_rows=3, nb_cols=3, interpolation=2, p=1),
        lambda A: A.PiecewiseAffine(scale=(0.035, 0.035), nb_rows=3, nb_cols=3, interpolation=2,
                                    p=1), hard=True),
    Row("ChromaticAberration", "strength=2", None,
        lambda A: A.ChromaticAberration(primary_distortion_limit=(0.02, 0.02),
                                        secondary_distortion_limit=(0.05, 0.05), p=1), hard=True),
    # 1.3.1's fails where there are boxes.
    Row("Occlusion", "occlusion_areas=14", None,
        lambda A: A.CoarseDropout(num_holes_range=(14, 14), hole_height_range=(0.1, 0.1),
                                  hole_width_range=(0.1, 0.1), fill=128, p=1)),
    Row("Fog", "fog_coef=0.455 fog_alpha=0.25",
        lambda A: A.RandomFog(fog_coef_lower=0.455, fog_coef_upper=0.455, alpha_coef=0.25, p=1),
        lambda A: A.RandomFog(fog_coef_range=(0.455, 0.455), alpha_coef=0.25, p=1)),
    both("Rain", "amount=0.7", lambda A: A.RandomRain(p=1)),
    Row("Snow", "snow_amount=0.7 snow_brightness=1",
        lambda A: A.RandomSnow(snow_point_lower=0.7, snow_point_upper=0.7, brightness_coeff=1,
                               p=1),
        lambda A: A.RandomSnow(snow_point_range=(0.7, 0.7), brightness_coeff=1, p=1)),
    Row("SunFlare", "flare_angle=0.7 flare_cirles=5 flare_rad=200",
        lambda A: A.RandomSunFlare(flare_roi=ALL, angle_lower=0.69, angle_upper=0.71,
                                   num_flare_circles_lower=5, num_flare_circles_upper=6,
                                   src_radius=200, p=1),
        lambda A: A.RandomSunFlare(flare_roi=ALL, angle_range=(0.69, 0.71),
                                   num_flare_circles_range=(5, 6), src_radius=200, p=1)),
    Row("Shadow", "shadow_num=3 shadow_dimension=4",
        lambda A: A.RandomShadow(shadow_roi=ALL, num_shadows_lower=3, num_shadows_upper=3,
                                 shadow_dimension=4, p=1),
        lambda A: A.RandomShadow(shadow_roi=ALL, num_shadows_limit=(3, 3), shadow_dimension=4,
                                 p=1)),
    both("Spatter", "intensity=0.7 std=0.715 gauss_sigma=0.7",
         lambda A: A.Spatter(mean=(0.68, 0.68), std=(0.715, 0.715), gauss_sigma=(0.7, 0.7),
                             cutout_threshold=(0.5, 0.5), intensity=(0.7, 0.7), mode="rain",
                             p=1), hard=True),
]

CORRUPTIONS = [
    "gaussian_noise", "shot_noise", "impulse_noise", "defocus_blur", "glass_blur", "motion_blur",
    "zoom_blur", "snow", "frost", "fog", "brightness", "contrast", "elastic_transform", "pixelate",
    "jpeg_compression", "speckle_noise", "gaussian_blur", "spatter", "saturate"]


def five_boxes(width, height):
    """As in time_operators.cpp."""
    return [[(0.08 + 0.15 * i) * width, (0.1 + 0.12 * i) * height, (0.28 + 0.15 * i) * width,
             (0.4 + 0.12 * i) * height] for i in range(5)]


def by_channel(gaussian):
    """scikit-image's has dropped the name by which imagecorruptions asks for channels."""
    return lambda *values, multichannel=False, **more: gaussian(
        *values, channel_axis=-1 if multichannel else None, **more)


def call_of(peer, name, image):
    """A function without arguments that does it once."""
    if name in CORRUPTIONS:
        from imagecorruptions import corrupt, corruptions
        from skimage.filters import gaussian
        corruptions.gaussian = by_channel(gaussian)
        return lambda: corrupt(image, corruption_name=name, severity=3)
    import albumentations as A
    row = next(row for row in ROWS if row.name == name)
    boxes = A.BboxParams(format="pascal_voc", label_fields=["labels"])
    composed = A.Compose([getattr(row, peer)(A)], bbox_params=boxes)
    targets = {"image": image, "bboxes": five_boxes(image.shape[1], image.shape[0]),
               "labels": [1, 2, 3, 4, 5]}
    return lambda: composed(**targets)


def cpu_ms(call, repeats):
    """Once for nothing, then the median of some; of what takes long, of one."""
    times = []
    for i in range(-1, repeats):
        begin = time.process_time()
        call()
        taken = 1e3 * (time.process_time() - begin)
        if i >= 0:
            times.append(taken)
        if i >= 0 and taken > 100:
            break
    return sorted(times)[len(times) // 2]


def describe(cv2):
    lines = [line.split(":", 1)[1].strip() for line in cv2.getBuildInformation().splitlines()
             if "Intel IPP:" in line]
    return f"cv2 {cv2.__version__}, IPP {lines[0].split()[0] if lines else 'none'}"


def main():
    warnings.simplefilter("ignore")
    peer, image_file, repeats = sys.argv[1:]
    import cv2
    import numpy
    cv2.setNumThreads(1)
    image = numpy.ascontiguousarray(cv2.imread(image_file)[:, :, ::-1])
    print(describe(cv2), flush=True)
    answers = sys.stdout
    sys.stdout = sys.stderr  # what peers print is no answer
    calls = {}
    for line in sys.stdin:
        name = line.strip()
        try:
            calls.setdefault(name, None)
            calls[name] = calls[name] or call_of(peer, name, image)
            print(cpu_ms(calls[name], int(repeats)), file=answers, flush=True)
        except Exception as error:  # whatever a peer throws is its answer
            print(f"{type(error).__name__}: {error}".replace("\n", " "), file=answers, flush=True)


if __name__ == "__main__":
    main()
