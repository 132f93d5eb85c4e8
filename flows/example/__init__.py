"""The example month: workbooks as 136 villages would send them, and the truth beside them."""
