// SPDX-License-Identifier: Apache-2.0
//
// The page's style sheet.  Colours are variables, so that light, dark and print are three tables;
// a test computes the contrast of each against its ground.

#include "format/html.h"

// clang-format off
#define LIGHT \
    "--ground:#ffffff;--text:#1f2328;--dim:#59636e;--line:#d1d9e0;--soft:#f6f8fa;--link:#0550ae;\n" \
    "--k:#a40e26;--s:#0a3069;--n:#0550ae;--c:#57606a;--d:#6639ba;\n" \
    "--w1:#0550ae;--w2:#0550ae;--w3:#7a4100;--w4:#a40e26;\n" \
    "--m1:#ddf4ff;--m2:#ddf4ff;--m3:#fff1c2;--m4:#ffe5e3;\n" \
    "--allow:#116329;--ask:#7a4100;--deny:#a40e26;--retry:#6639ba;--error:#1f2328;--on:#ffffff;\n"
#define DARK \
    "--ground:#0d1117;--text:#e6edf3;--dim:#9aa4af;--line:#30363d;--soft:#161b22;--link:#79c0ff;\n" \
    "--k:#ff9492;--s:#a5d6ff;--n:#79c0ff;--c:#9aa4af;--d:#d2a8ff;\n" \
    "--w1:#79c0ff;--w2:#79c0ff;--w3:#f0b72f;--w4:#ff9492;\n" \
    "--m1:#0c2d4d;--m2:#0c2d4d;--m3:#41310a;--m4:#4b1113;\n" \
    "--allow:#4ac26b;--ask:#f0b72f;--deny:#ff9492;--retry:#d2a8ff;--error:#e6edf3;--on:#0d1117;\n"

const char *const mynah__html_style[] = {
    ":root{\n" LIGHT "}\n",
    "@media (prefers-color-scheme:dark){:root{\n" DARK "}}\n",
    "@media print{:root{\n" LIGHT "}}\n",

    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:100rem;padding:1rem 1.5rem 4rem;background:var(--ground);"
    "color:var(--text);font:1rem/1.5 system-ui,sans-serif}\n"
    "h1{font-size:1.5rem;margin:0}\n"
    "h2{font-size:1.25rem;margin:2.5rem 0 .5rem;overflow-wrap:anywhere}\n"
    "p{margin:.5rem 0}\n"
    ".dim{color:var(--dim);margin:0}\n"
    "a{color:var(--link)}\n"
    "code,pre,.code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;"
    "font-size:.875rem}\n"
    "nav ul{list-style:none;padding:0;margin:.5rem 0}\n"
    "nav li{margin:.25rem 0;overflow-wrap:anywhere}\n",

    ".v{display:inline-block;padding:0 .6em;border-radius:1em;font-size:.875rem;font-weight:600;"
    "color:var(--on);background:var(--error)}\n"
    ".v.allow{background:var(--allow)}\n"
    ".v.ask{background:var(--ask)}\n"
    ".v.deny{background:var(--deny)}\n"
    ".v.retry{background:var(--retry)}\n",

    "dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1rem 1rem;"
    "margin:.5rem 0;font-size:.875rem}\n"
    "dt{color:var(--dim)}\n"
    "dd{margin:0;overflow-wrap:anywhere}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;margin:.75rem 0;font-size:.875rem}\n"
    "th,td{text-align:left;padding:.15rem .75rem .15rem 0;border-bottom:1px solid var(--line);"
    "vertical-align:top}\n"
    "th{color:var(--dim);font-weight:600}\n",

    ".code{border:1px solid var(--line);border-radius:6px;overflow:hidden;margin:1rem 0;"
    "padding:.35rem 0;tab-size:4}\n"
    ".l{display:grid;grid-template-columns:3.5rem minmax(0,1fr)}\n"
    ".l:target{background:var(--soft)}\n"
    ".no{color:var(--dim);text-align:right;padding-right:1rem;user-select:none}\n"
    ".l code{white-space:pre-wrap;overflow-wrap:anywhere;padding-right:1rem;min-height:1.5em}\n"
    ".k{color:var(--k)}\n.s{color:var(--s)}\n.n{color:var(--n)}\n"
    ".c{color:var(--c);font-style:italic}\n.d{color:var(--d)}\n"
    ".x{color:var(--w4);outline:1px solid var(--w4);border-radius:2px;margin:0 1px}\n"
    ".m{border-bottom:2px solid;padding-bottom:1px}\n" // an underline would hide underscores
    ".m.w1,.m.w2{background:var(--m1);border-color:var(--w1)}\n"
    ".m.w3{background:var(--m3);border-color:var(--w3)}\n"
    ".m.w4{background:var(--m4);border-color:var(--w4)}\n",

    ".notes{grid-column:2;padding:.25rem 1rem .5rem 0}\n"
    ".note{background:var(--soft);border-left:4px solid var(--w1);padding:.4rem .75rem;"
    "margin:0 0 .35rem;font:.875rem/1.4 system-ui,sans-serif;border-radius:0 4px 4px 0;"
    "overflow-wrap:anywhere}\n"
    ".note code{font-size:.8125rem}\n"
    ".note p,.note ul{margin:0}\n"
    ".note ul{padding-left:1.1rem;color:var(--dim)}\n"
    ".note pre{white-space:pre-wrap;margin:.25rem 0}\n"
    ".note.w1 b,.note.w2 b{color:var(--w1)}\n"
    ".note.w3{border-color:var(--w3)}\n.note.w3 b{color:var(--w3)}\n"
    ".note.w4{border-color:var(--w4)}\n.note.w4 b{color:var(--w4)}\n"
    "summary{cursor:pointer;color:var(--link)}\n"
    ".fold summary{padding:.15rem 1rem .15rem 3.5rem;background:var(--soft);"
    "font:.8125rem/1.6 system-ui,sans-serif}\n",

    "@media screen and (min-width:75rem){\n"
    ".noted .l{grid-template-columns:3.5rem minmax(0,1fr) 28rem}\n"
    ".noted .notes{grid-column:3;padding-top:0}}\n"
    "@media (max-width:40rem){\n"
    "body{padding:.75rem .75rem 3rem}\n"
    ".l{grid-template-columns:2.6rem minmax(0,1fr)}\n"
    ".no{padding-right:.6rem}\n"
    ".notes{grid-column:1/-1;padding:.25rem .5rem .5rem}\n"
    ".fold summary{padding-left:2.6rem}}\n",

    "@media print{\n"
    "body{max-width:none;padding:0;font-size:.8rem}\n"
    ".note,.m,.v{-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
    ".l,.note{break-inside:avoid}\n"
    "h2{break-after:avoid}}\n",
    NULL,
};
// clang-format on
