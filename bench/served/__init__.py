"""What is measured at running servers: pages against their frame, a province against a city, fifty people clicking."""
