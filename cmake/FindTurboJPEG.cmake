# SPDX-License-Identifier: Apache-2.0
# TurboJPEG::turbojpeg, from the package's own configuration or from its header and library.
find_package(libjpeg-turbo CONFIG QUIET)
if(NOT TARGET libjpeg-turbo::turbojpeg)
  find_path(TurboJPEG_INCLUDE_DIR turbojpeg.h)
  find_library(TurboJPEG_LIBRARY turbojpeg)
endif()
include(FindPackageHandleStandardArgs)
if(TARGET libjpeg-turbo::turbojpeg)
  set(TurboJPEG_FOUND TRUE)
  if(NOT TARGET TurboJPEG::turbojpeg)
    add_library(TurboJPEG::turbojpeg INTERFACE IMPORTED)
    target_link_libraries(TurboJPEG::turbojpeg INTERFACE libjpeg-turbo::turbojpeg)
  endif()
else()
  find_package_handle_standard_args(TurboJPEG REQUIRED_VARS TurboJPEG_LIBRARY TurboJPEG_INCLUDE_DIR)
  if(TurboJPEG_FOUND AND NOT TARGET TurboJPEG::turbojpeg)
    add_library(TurboJPEG::turbojpeg UNKNOWN IMPORTED)
    set_target_properties(TurboJPEG::turbojpeg PROPERTIES
      IMPORTED_LOCATION "${TurboJPEG_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${TurboJPEG_INCLUDE_DIR}")
  endif()
endif()
