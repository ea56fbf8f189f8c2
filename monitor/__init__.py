"""A monitor of Ofsted news about the children's services of England's councils."""

__version__ = "0.1.0"
