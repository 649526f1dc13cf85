"""Clipsheet: raw dumps of newspaper pages in, clean articles out.

    seeds/<batch>/page.txt, .pdf, .xml …        raw pages, read only
      │ read                PDF, ALTO, hOCR …: words with their places        tasks/read/
      │ normalise           bytes → Unicode text, language and script         tasks/normalise/
      ▼
    intermediate/<batch>/1-normalise/page.json
      │ reflow              columns, blanks, wraps, hyphens → lines in order  tasks/reflow/
      ▼
    intermediate/<batch>/2-reflow/page.json
      │ segment             headlines, bylines, article boundaries            tasks/segment/
      ▼
    intermediate/<batch>/3-segment/page.json
      │ emit                articles that satisfy the schema and the laws     tasks/emit/
      ▼
    output/<batch>/<page>/01.json … page.json

The rooms hold pure functions over the nouns of ``tasks/model/``; ``tasks/languages/`` is what they know of languages, as
data; ``tasks/store/`` keeps results on disk and ``tasks/report/`` says what a run did, and neither knows anything of
newspapers; ``tasks/run/`` brings them together, batch by batch, and ``tasks/engine/`` hands that to Dask, if asked to;
``tasks/pipeline.py`` holds every Luigi class.
Read ``tasks/model/`` next, then ``tasks/pipeline.py``.
"""
