# SPDX-License-Identifier: Apache-2.0
# What is installed, in two parts: `runner` (the programs, and the codec module and the plugins that
# come with them) and `dev` (what authors need: headers, assay_add_plugin(), package files; the same
# on every machine).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS assay assay_worker assay_probe RUNTIME COMPONENT runner)
install(TARGETS assay_codecs  # opened by assay when something other than JPEG or PNG needs it
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/assay" COMPONENT runner)
if(TARGET detector)
  install(TARGETS ${ASSAY_OPENCV_DNN_MODULES}
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/assay/plugins" COMPONENT runner)
endif()

set(package "${CMAKE_INSTALL_DATADIR}/cmake/assay")
install(TARGETS assay_plugin_api assay_sdk EXPORT assayTargets)
install(EXPORT assayTargets NAMESPACE assay:: DESTINATION "${package}" COMPONENT dev)
install(DIRECTORY plugin_api/include/ sdk/include/ DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  COMPONENT dev FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")

configure_package_config_file(sdk/cmake/assayConfig.cmake.in
  "${CMAKE_CURRENT_BINARY_DIR}/assayConfig.cmake" INSTALL_DESTINATION "${package}")
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/assayConfigVersion.cmake"
  COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/assayConfig.cmake"
  "${CMAKE_CURRENT_BINARY_DIR}/assayConfigVersion.cmake" sdk/cmake/AssayPlugin.cmake
  sdk/cmake/assay_plugin.version cmake/FindAssayOpenCV.cmake
  DESTINATION "${package}" COMPONENT dev)

configure_file(sdk/cmake/assay.pc.in assay.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/assay.pc"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/pkgconfig" COMPONENT dev)

install(FILES core/definition/assay.schema.json  # for editors that complete YAML by one
  DESTINATION "${CMAKE_INSTALL_DATADIR}/assay" COMPONENT runner)

# The pages link to each other as they do in the tree.
install(FILES README.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT runner)
foreach(page core/dataset core/dataset/lint core/definition core/image core/report core/stress
    core/stress/operators core/stress/search
    plugins/opencv_dnn plugin_api sdk)
  install(FILES ${page}/README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}/${page}" COMPONENT runner)
endforeach()
install(FILES core/stress/operators.md core/stress/operators.jpg
        DESTINATION "${CMAKE_INSTALL_DOCDIR}/core/stress" COMPONENT runner)
install(FILES plugin_api/bindings.md DESTINATION "${CMAKE_INSTALL_DOCDIR}/plugin_api"
  COMPONENT runner)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/assay-dev" COMPONENT dev)

# cpack makes assay_<version>_<architecture>.deb and assay-dev_<version>_all.deb.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "the assay authors")
set(CPACK_PACKAGE_CONTACT "the assay authors <assay@example.org>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL runner dev)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_RUNNER_PACKAGE_NAME assay)
set(CPACK_DEBIAN_RUNNER_PACKAGE_SECTION science)
set(CPACK_DEBIAN_RUNNER_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_RUNNER_DESCRIPTION "tests a vision model the way it ships
 Runs compiled inference plugins on images in a process of their own, evaluates what they return
 against ground truth, and gates builds on it.")
set(CPACK_DEBIAN_DEV_PACKAGE_NAME assay-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_ARCHITECTURE all)
set(CPACK_COMPONENT_DEV_DESCRIPTION "headers and CMake package to write plugins for assay
 A C contract, and a C++17 SDK over it, both header-only.")
include(CPack)
