"""Letters: what is asked of each village, as marked workbook, page and message."""
