"""stub"""


def pdf_source(document: object, name: str) -> object:
    raise NotImplementedError
