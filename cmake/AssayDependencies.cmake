# SPDX-License-Identifier: Apache-2.0
# Every third party, and why it is here.

find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS program_options)  # the command line; DLL (headers only) in the worker
find_package(yaml-cpp 0.7 REQUIRED)                           # the definition
find_package(spdlog REQUIRED)                                 # logs of the runner
find_package(fmt REQUIRED)                                    # text with values in it
find_package(nlohmann_json 3.11 REQUIRED)                     # small documents: summary, journal lines
find_package(simdjson REQUIRED)                               # annotation files, exact numbers
find_package(OpenSSL REQUIRED COMPONENTS Crypto)              # SHA-256
find_package(ZLIB REQUIRED)                                   # CRC-32 of journal lines
find_package(JPEG REQUIRED)                                   # libjpeg-turbo: twice as fast as imdecode, reports truncation
find_package(PNG REQUIRED)                                    # alpha and damage told exactly; starts at once, as imgcodecs does not
find_package(GIF 5 REQUIRED)                                  # which OpenCV 4.6 has not; in the codec module
find_path(KAINJOW_MUSTACHE_INCLUDE_DIR kainjow/mustache.hpp REQUIRED)  # the report's template
find_package(pugixml REQUIRED)                                # annotations of Pascal VOC; resolves no entities
find_package(PkgConfig REQUIRED)
pkg_check_modules(libwebpdemux REQUIRED IMPORTED_TARGET libwebpdemux libwebp)  # animations, which OpenCV 4.6 has not
pkg_check_modules(libdeflate REQUIRED IMPORTED_TARGET libdeflate)  # PNGs written in some six tenths of the time of zlib, and smaller
pkg_check_modules(libelf REQUIRED IMPORTED_TARGET libelf)     # plugins' files, read without loading them
pkg_check_modules(libdw REQUIRED IMPORTED_TARGET libdw)       # the debug information of those without a note
# Images; imgcodecs is slow to load and linked by core/image/codecs alone, dnn by plugins.
find_package(AssayOpenCV REQUIRED COMPONENTS core imgproc imgcodecs dnn)

# 0.7 has no namespaced target, newer ones have no plain one.
if(TARGET yaml-cpp::yaml-cpp)
  set(ASSAY_YAML_CPP yaml-cpp::yaml-cpp)
else()
  set(ASSAY_YAML_CPP yaml-cpp)
endif()
