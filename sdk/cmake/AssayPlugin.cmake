# SPDX-License-Identifier: Apache-2.0
# assay_add_plugin(<name> SOURCES <file>... [LIBRARIES <target>...] [OUTPUT_DIRECTORY <folder>])
#
# Builds <name>.so: a plugin in C or C++ that exports its descriptor and nothing else, fails to link
# rather than to load when a symbol is missing, and finds libraries beside itself. The module's name
# in a definition is <name>, below the folder it is looked for in.

function(_assay_plugin_link_options name)
  # Not a variable of the file: the function is called from other directories.
  set(exports "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/assay_plugin.version")
  target_link_options(${name} PRIVATE
    "LINKER:--version-script=${exports}"
    LINKER:--exclude-libs,ALL  # static libraries stay this plugin's own affair
    LINKER:-z,now LINKER:-z,relro LINKER:-z,noexecstack
    LINKER:-z,nodelete)        # thread-local destructors may run after the last call
  set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS "${exports}")
  # A sanitizer's runtime comes with the program, so its symbols are missing here by design.
  get_directory_property(options LINK_OPTIONS)
  if(NOT "${options} ${CMAKE_C_FLAGS} ${CMAKE_CXX_FLAGS}" MATCHES "-fsanitize=")
    target_link_options(${name} PRIVATE LINKER:-z,defs)
  endif()
  # gcc and clang then link code that changes the rounding of the whole process when it is loaded.
  if("${CMAKE_C_FLAGS} ${CMAKE_CXX_FLAGS} ${CMAKE_MODULE_LINKER_FLAGS}" MATCHES "-ffast-math|-Ofast")
    message(FATAL_ERROR "plugin ${name}: set -ffast-math for single sources, never for linking")
  endif()
endfunction()

function(assay_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT_DIRECTORY" "SOURCES;LIBRARIES")
  if(NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "assay_add_plugin(<name> SOURCES <file>... [LIBRARIES <target>...] "
                        "[OUTPUT_DIRECTORY <folder>]), not: ${ARGV}")
  endif()
  add_library(${name} MODULE ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE assay::sdk ${arg_LIBRARIES})
  set_target_properties(${name} PROPERTIES
    PREFIX ""
    C_VISIBILITY_PRESET hidden
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    BUILD_WITH_INSTALL_RPATH ON
    INSTALL_RPATH "$ORIGIN")
  if(arg_OUTPUT_DIRECTORY)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${arg_OUTPUT_DIRECTORY}")
  endif()
  _assay_plugin_link_options(${name})
endfunction()
