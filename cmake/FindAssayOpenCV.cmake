# SPDX-License-Identifier: Apache-2.0
# OpenCV's modules as targets AssayOpenCV::<module>, from
#   - an OpenCV built elsewhere, named by OpenCV_DIR, or Debian's meta package libopencv-dev: both
#     have an OpenCVConfig.cmake;
#   - Debian's split packages (libopencv-core-dev, ...), half the download, which have none.
find_package(OpenCV 4.6 QUIET CONFIG OPTIONAL_COMPONENTS ${AssayOpenCV_FIND_COMPONENTS})

function(_assay_opencv_add module)
  if(TARGET AssayOpenCV::${module})
    return()
  endif()
  if(TARGET opencv_${module})
    add_library(AssayOpenCV::${module} INTERFACE IMPORTED)
    target_link_libraries(AssayOpenCV::${module} INTERFACE opencv_${module})
    target_include_directories(AssayOpenCV::${module} SYSTEM INTERFACE ${OpenCV_INCLUDE_DIRS})
    return()
  endif()
  find_path(AssayOpenCV_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4)
  find_library(AssayOpenCV_${module}_LIBRARY opencv_${module})
  if(AssayOpenCV_INCLUDE_DIR AND AssayOpenCV_${module}_LIBRARY)
    add_library(AssayOpenCV::${module} UNKNOWN IMPORTED)
    set_target_properties(AssayOpenCV::${module} PROPERTIES
      IMPORTED_LOCATION "${AssayOpenCV_${module}_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${AssayOpenCV_INCLUDE_DIR}")
  endif()
endfunction()

foreach(module IN LISTS AssayOpenCV_FIND_COMPONENTS)
  _assay_opencv_add(${module})
  if(TARGET AssayOpenCV::${module})
    set(AssayOpenCV_${module}_FOUND TRUE)
  endif()
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(AssayOpenCV HANDLE_COMPONENTS
  REASON_FAILURE_MESSAGE "install libopencv-{core,imgproc,imgcodecs,dnn}-dev, or set OpenCV_DIR")
