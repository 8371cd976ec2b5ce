"""The studio: the whole program in a browser tab, so that nobody needs to install it.

`session` is one file that is being edited: what it says, what is wrong with it, and every change to it.
`opened_files` makes the text of a data file of whatever is opened, `form_fields` describes the forms,
`form_entries` reads what they hold, `form_words` says mistakes in their terms, `entry_lists` lists what there
is, `problem_places` leads from a mistake to its field, `loose_document` reads a file that has mistakes and
`corrected` writes into it, `change_sentences` words what has changed, `second_file` merges, `handover` makes
the outputs, and `text_history` undoes.
`static_site` writes it all as a folder. Beside them are the modules of the interface, which run in the
browser.
"""
