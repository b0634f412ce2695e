// SPDX-License-Identifier: Apache-2.0
// Faults in all other formats.
#include "tests/unit/dataset/lint/planted_faults.hpp"

namespace assay::dataset::lint {

std::vector<Planted> faults_in_classes() {
  const std::string csv = "labels.csv", list = "labels.txt";
  return {
      {"OddIndex", Base::label_table, csv, "b.png,0", "b.png,x", "record-form", csv, "line 3"},
      {"TooFewValues", Base::label_table, csv, "b.png,0,n1", "b.png,0", "record-form", csv,
       "line 3"},
      {"RowTwice", Base::label_table, csv, "b.png", "a.png", "duplicate-file", csv, "line 3"},
      {"Conflict", Base::label_table, csv, "b.png,0,n1", "b.png,0,n3", "class-conflict", csv,
       "line 3"},
      {"OpenQuote", Base::label_table, csv, "b.png,0", "\"b.png,0", "file-format", csv, "line 3"},
      {"Header", Base::label_table, csv, "file,", "path,", "file-format", csv, "line 1"},
      {"RowLeaves", Base::label_table, csv, "b.png", "../b.png", "file-name", csv, "line 3"},
      {"RowMissing", Base::label_table, csv, "b.png", "e.png", "missing-image", csv, "line 3"},
      {"OneImage", Base::label_table, csv, "d.png,1,n2\n", "", "single-image-class", csv, ""},
      {"NoIndex", Base::label_list, list, "b.png 0", "b.png", "record-form", list, "line 2"},
      {"BeyondNames", Base::label_list, list, "b.png 0", "b.png 2", "unknown-category", list,
       "line 2"},
      {"LineTwice", Base::label_list, list, "b.png", "a.png", "duplicate-file", list, "line 2"},
      {"LineAbsolute", Base::label_list, list, "b.png", "/b.png", "file-name", list, "line 2"},
      {"OtherFile", Base::class_folders, "images/cat/notes.md", kAll, "x", "ignored-file", "images",
       "cat/notes.md"},
      {"EmptyFolder",
       Base::class_folders,
       "images/emu/.keep",
       kAll,
       "",
       "unused-category",
       "images",
       "",
       {"ignored-file"}},
      {"SameInFolders", Base::class_folders, "images/dog/c.png", kAll, flat_png(20, 10, 'a'),
       "same-image", "images", "dog/c.png"},
  };
}

std::vector<Planted> faults_in_companions() {
  const std::string xml = "targets/a.xml", txt = "targets/a.txt";
  const std::string box = "0 0.5 0.5 0.2 0.4";
  const std::string xmax = "<xmax>10</xmax>";
  return {
      {"NoXml", Base::voc, xml, "</object>", "</objekt>", "file-format", "targets", "a.xml:3"},
      {"OtherXml", Base::voc, xml, kAll, "<x/>", "file-format", "targets", "a.xml:1"},
      {"XmlMissing", Base::voc, xml, kAll, kRemove, "missing-annotation", "targets", ""},
      {"BoxEndsFirst", Base::voc, xml, xmax, "<xmax>1</xmax>", "negative-size", "targets",
       "a.xml:3"},
      {"NoName", Base::voc, xml, "<name>cat</name>", "", "record-form", "targets", "a.xml:3"},
      {"NaNCorner", Base::voc, xml, xmax, "<xmax>nan</xmax>", "record-form", "targets", "a.xml:3"},
      {"OtherName", Base::voc, xml, "cat", "cow", "unknown-category", "targets", "a.xml:3"},
      {"Difficult", Base::voc, xml, "<difficult>0", "<difficult>1", "only-difficult", "images",
       "a.png"},
      {"NoXmlSize", Base::voc, xml, "<size><width>20</width><height>10</height></size>", "",
       "no-image-size", "targets", "a.xml"},
      {"XmlSize", Base::voc, xml, "<width>20", "<width>30", "image-size", "images", "a.png"},
      {"XmlBoxOverhangs", Base::voc, xml, xmax, "<xmax>25</xmax>", "box-partly-outside", "targets",
       "a.xml:3"},
      {"StrayXml", Base::voc, "targets/z.xml", kAll, "<x/>", "stray-annotation", "targets",
       "z.xml"},
      {"ClassBeyond", Base::yolo, txt, box, "2 0.5 0.5 0.2 0.4", "unknown-category", "targets",
       "a.txt:1"},
      {"NoShare", Base::yolo, txt, box, "0 1.5 0.5 0.2 0.4", "box-outside", "targets", "a.txt:1"},
      {"FourNumbers", Base::yolo, txt, box, "0 0.5 0.5 0.2", "record-form", "targets", "a.txt:1"},
      {"NaNShare", Base::yolo, txt, box, "0 0.5 nan 0.2 0.4", "non-finite-number", "targets",
       "a.txt:1"},
      {"Word", Base::yolo, txt, box, "cat 0.5 0.5 0.2 0.4", "record-form", "targets", "a.txt:1"},
      {"EmptyYoloBox", Base::yolo, txt, box, "0 0.5 0.5 0 0.4", "empty-box", "targets", "a.txt:1"},
      {"YoloOverhangs", Base::yolo, txt, box, "0 0.9 0.5 0.4 0.4", "box-partly-outside", "targets",
       "a.txt:1"},
      {"YoloTwice", Base::yolo, txt, box, box + "\n" + box, "near-duplicate", "targets", "a.txt:2"},
      {"NoLabels", Base::yolo, "targets/b.txt", kAll, kRemove, "no-labels", "targets", "b.txt"},
      {"StrayTxt", Base::yolo, "targets/z.txt", kAll, "", "stray-annotation", "targets", "z.txt"},
      {"MapOfOtherSize", Base::label_maps, "targets/a.png", kAll, flat_png(10, 20, 1),
       "label-map-size", "targets", "a.png"},
      {"Label", Base::label_maps, "targets/a.png", kAll, flat_png(20, 10, 9), "unknown-label",
       "targets", "a.png"},
      {"NoPng", Base::label_maps, "targets/a.png", kAll, "x", "label-map", "targets", "a.png"},
      {"NoMapFile", Base::label_maps, "targets/a.png", kAll, kRemove, "missing-annotation",
       "targets", ""},
      {"NoTarget", Base::image_pairs, "targets/a.png", kAll, kRemove, "missing-annotation",
       "targets", ""},
      {"BadTarget", Base::image_pairs, "targets/a.png", kAll, "x", "undecodable-image", "targets",
       "a.png"},
  };
}

std::vector<Planted> faults_in_lines() {
  const std::string csv = "gt.csv", list = "list.txt", lines = "gt.jsonl";
  const std::string boxes = "[[0, 0, 5, 5]]";
  return {
      {"NoNumber", Base::regression, csv, "1.5", "old", "non-finite-number", csv, "line 2"},
      {"NanNumber", Base::regression, csv, "1.5", "nan", "non-finite-number", csv, "line 2"},
      {"NumberTwice", Base::regression, csv, "b.png", "a.png", "duplicate-file", csv, "line 3"},
      {"NoValue", Base::regression, csv, "a.png,1.5", "a.png", "record-form", csv, "line 2"},
      {"ColumnTwice", Base::regression, csv, "file,age", "file,file", "file-format", csv, "line 1"},
      {"ListMisses", Base::images, list, "b.png", "nothing", "missing-image", list, "line 2"},
      {"ListTwiceNamed", Base::images, list, "b.png", "a.png", "duplicate-file", list, "line 2"},
      {"ListedMissing", Base::images, list, "b.png", "c.png", "missing-image", list, "line 2"},
      {"NoJson", Base::manifest, lines, "{\"inputs\": {\"image\": \"b.png\"}", "{", "record-form",
       lines, "line 2"},
      {"CountsDiffer", Base::manifest, lines, boxes, "[[0, 0, 5, 5], [1, 1, 2, 2]]", "record-form",
       lines, "line 2"},
      {"UnknownMember", Base::manifest, lines, "\"inputs\": {\"image\": \"b.png\"}",
       "\"inputs\": {\"image\": \"b.png\"}, \"target\": 1", "record-form", lines, "line 2"},
      {"BoxBackwards", Base::manifest, lines, boxes, "[[5, 5, 0, 0]]", "negative-size", lines,
       "line 2"},
      {"ManifestNaN", Base::manifest, lines, boxes, "[[0, NaN, 5, 5]]", "non-finite-number", lines,
       "line 2"},
      {"ManifestHuge", Base::manifest, lines, boxes, "[[0, 1e999, 5, 5]]", "non-finite-number",
       lines, "line 2"},
      {"ManifestTwice", Base::manifest, lines, "b.png", "a.png", "duplicate-file", lines, "line 2"},
      {"ManifestOutside", Base::manifest, lines, boxes, "[[30, 30, 35, 35]]", "box-outside", lines,
       "line 2"},
      {"ManifestCapitals", Base::manifest, lines, "\"dog\"", "\"Cat\"", "category-name", lines, ""},
      {"ManifestLeaves", Base::manifest, lines, "b.png", "../b.png", "file-name", lines, "line 2"},
  };
}

}  // namespace assay::dataset::lint
