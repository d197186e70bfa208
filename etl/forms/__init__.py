"""What is handed to people to fill in or to correct: templates, the grid, the returned workbook."""
