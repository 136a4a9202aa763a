"""Reading a place again, in another way: what the first reading could not say, and whether it lied.

mending    glyphs of a cell without a Unicode value, from the picture of the page
verifying  all cells of a table, by OCR or another PDF library
"""
